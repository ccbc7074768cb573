import { accountFields } from './account';
import { fields, type FieldSpec } from './base';
import { asFields, geoFields } from './place';

function endFields(end: string): FieldSpec[] {
  const whose = `the ${end}`;
  return [
    ...fields('keyword', {
      [`${end}.address`]: `The ${end} as sent: address or name.`,
      [`${end}.domain`]: `Host name of ${whose}.`,
      [`${end}.mac`]: `MAC address of ${whose}.`,
      [`${end}.registered_domain`]: `Domain of ${whose} as somebody registered it.`,
    }),
    ...fields('ip', {
      [`${end}.ip`]: `Address of ${whose}.`,
      [`${end}.nat.ip`]: `Address of ${whose} before or behind a translation or a proxy.`,
    }),
    ...fields('long', {
      [`${end}.bytes`]: `Bytes from ${whose}.`,
      [`${end}.nat.port`]: `Port of ${whose} before or behind a translation.`,
      [`${end}.packets`]: `Packets from ${whose}.`,
      [`${end}.port`]: `Port of ${whose}.`,
    }),
    ...asFields(end, whose),
    ...geoFields(end, whose),
    ...accountFields(`${end}.user`, `the account at ${whose}`),
  ];
}

export const NETWORK_END_FIELDS = ['client', 'destination', 'server', 'source'].flatMap(endFields);
