import { meaning, type MessageForm } from '../forms/message-form';

const END = ['connection', 'end'];
const STARTED = meaning('ssh_connection', 'network', ['connection', 'start']);
const CLOSED = meaning('ssh_connection_closed', 'network', END);
const DISCONNECTED = meaning('ssh_disconnected', 'network', END);
const REFUSED = meaning('ssh_connection_refused', 'network', ['connection', 'denied'], 'failure');
const BAD_PEER = meaning('ssh_bad_protocol', 'network', ['connection', 'protocol'], 'failure');
/** An account may hold blanks, so it ends where an address and its port follow. */
const PEER = String.raw`(?:(?:invalid user|illegal user|authenticating user|user) (?<user>.*) (?=\S+ port \d{1,5}(?:$|: )))?(?<from>\S+?)`;
const PORT = String.raw`(?: port (?<port>\d{1,5}))?`;

/** Connections and what goes wrong with them before anybody has logged in. */
export const CONNECTION_FORMS: readonly MessageForm[] = [
  {
    starts: 'Connection from ',
    pattern: /^Connection from (?<from>\S+) port (?<port>\d{1,5})(?: on (?<to>\S+) port (?<toport>\d{1,5}))?/,
    fields: STARTED,
  },
  ...['closed', 'reset'].map((verb) => ({
    starts: `Connection ${verb} by `,
    pattern: new RegExp(`^Connection ${verb} by ${PEER}${PORT}$`, 's'),
    fields: CLOSED,
  })),
  {
    starts: 'Disconnected from ',
    pattern: new RegExp(`^Disconnected from ${PEER}${PORT}$`, 's'),
    fields: DISCONNECTED,
  },
  {
    starts: 'Disconnecting ',
    pattern: new RegExp(`^Disconnecting ${PEER} port (?<port>\\d{1,5}): (?<reason>.*)$`, 's'),
    fields: DISCONNECTED,
  },
  {
    starts: 'Received disconnect from ',
    pattern: /^Received disconnect from (?<from>\S+)(?: port (?<port>\d{1,5}):|:) ?(?<reason>.*)$/s,
    fields: DISCONNECTED,
  },
  {
    starts: 'Timeout, ',
    pattern: new RegExp(`^Timeout, (?<reason>client not responding) from ${PEER} port (?<port>\\d{1,5})$`, 's'),
    fields: DISCONNECTED,
  },
  {
    starts: 'Read error from remote host ',
    pattern: /^Read error from remote host (?<from>\S+?)(?: port (?<port>\d{1,5}))?: (?<reason>.*)$/s,
    fields: CLOSED,
  },
  {
    starts: 'Timeout before authentication for ',
    pattern:
      /^Timeout before authentication for (?:connection from )?(?<from>[^\s,]+?)\.?(?: port (?<port>\d{1,5}))?(?: |,|$)/,
    fields: REFUSED,
  },
  { starts: 'refused connect from ', pattern: /^refused connect from \S+ \((?<from>[^\s)]+)\)/, fields: REFUSED },
  {
    starts: 'drop connection ',
    pattern:
      /^drop connection #\d+ from \[(?<from>[^\s\]]+)\]:(?<port>\d{1,5}) on \[(?<to>[^\s\]]+)\]:(?<toport>\d{1,5}) (?<reason>.*)$/s,
    fields: REFUSED,
  },
];

/** Peers that speak something else, or pretend to be somebody else. */
export const PEER_FORMS: readonly MessageForm[] = [
  {
    starts: 'Bad protocol version identification ',
    pattern: /^Bad protocol version identification '(?<protocol>.*)' from (?<from>\S+?)(?: port (?<port>\d{1,5}))?$/s,
    fields: BAD_PEER,
  },
  {
    starts: 'Did not receive identification string from ',
    pattern: new RegExp(`^Did not receive identification string from ${PEER}${PORT}$`),
    fields: BAD_PEER,
  },
  {
    starts: 'banner exchange: ',
    pattern: /^banner exchange: Connection from (?<from>\S+) port (?<port>\d{1,5}): (?<reason>.*)$/s,
    fields: BAD_PEER,
  },
  {
    starts: 'ssh_dispatch_run_fatal: ',
    pattern: new RegExp(`^ssh_dispatch_run_fatal: Connection from ${PEER} port (?<port>\\d{1,5}): (?<reason>.*)$`, 's'),
    fields: BAD_PEER,
  },
  {
    starts: 'Unable to negotiate with ',
    pattern: /^Unable to negotiate with (?<from>\S+?)(?: port (?<port>\d{1,5}))?: (?<reason>.*)$/s,
    fields: BAD_PEER,
  },
  {
    starts: 'Protocol major versions differ for ',
    pattern: /^Protocol major versions differ for (?<from>\S+?)(?: port (?<port>\d{1,5}))?: (?<reason>.*)$/s,
    fields: BAD_PEER,
  },
  { starts: 'scanned from ', pattern: /^scanned from (?<from>\S+) with (?<client>.*)$/s, fields: BAD_PEER },
  {
    starts: 'reverse mapping checking ',
    pattern: /^reverse mapping checking getaddrinfo for (?<claimedhost>\S+) (?:\[(?<from>[^\s\]]+)\] )?failed/,
    fields: meaning('ssh_reverse_mapping', 'network', 'info'),
  },
  {
    starts: 'Address ',
    pattern: /^Address (?<from>\S+) maps to (?<claimedhost>[^\s,]+), but this does not map back/,
    fields: meaning('ssh_reverse_mapping', 'network', 'info'),
  },
];
