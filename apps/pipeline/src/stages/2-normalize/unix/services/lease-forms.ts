import { meaning, type MessageForm } from '../forms/message-form';

const OUTCOMES = {
  DISCOVER: undefined,
  OFFER: undefined,
  REQUEST: undefined,
  ACK: 'success',
  NAK: 'failure',
  RELEASE: undefined,
  DECLINE: 'failure',
  INFORM: undefined,
} as const;
const ADDRESS = String.raw`[\d.]{7,15}`;
const MAC = String.raw`(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}`;

/** Leases as ISC's dhcpd tells of them: the source is the host that asked, or will have the address. */
export const DHCPD_FORMS: readonly MessageForm[] = Object.entries(OUTCOMES).flatMap(([word, outcome]) => {
  const fields = {
    ...meaning(`dhcp_${word.toLowerCase()}`, 'network', ['connection', 'protocol'], outcome),
    'network.protocol': 'dhcp',
  };
  const via = String.raw`(?:\((?<hostname>[^)]{1,255})\) )?via (?<interface>[\w.:-]{1,60})`;
  const starts = `DHCP${word} `;
  return [
    {
      starts,
      pattern: new RegExp(
        `^${starts}(?:(?:on|of|for) (?<from>${ADDRESS}) )?(?:\\((?<server>${ADDRESS})\\) )?(?:to|from) (?<mac>${MAC}) ${via}`,
      ),
      fields,
    },
    { starts, pattern: new RegExp(`^${starts}(?:from|to) (?<from>${ADDRESS}) ${via}`), fields },
  ];
});
