import { meaning, type MessageForm } from '../forms/message-form';

const LOGGED_IN = meaning('login', 'authentication', 'start', 'success');
const REFUSED = meaning('login', 'authentication', 'start', 'failure');
const CONNECTED = meaning('connect', 'network', ['connection', 'start']);
const transfer = (action: string, type: string) => meaning(action, 'file', type, 'success');

/** vsftpd's own log, after its time and process. */
export const VSFTPD_FORMS: readonly MessageForm[] = [
  { starts: 'CONNECT: ', pattern: /^CONNECT: Client "(?<from>[^"]{1,255})"/, fields: CONNECTED },
  ...(
    [
      ['OK LOGIN', LOGGED_IN],
      ['FAIL LOGIN', REFUSED],
      ['OK DOWNLOAD', transfer('download', 'access')],
      ['OK UPLOAD', transfer('upload', 'creation')],
      ['OK DELETE', transfer('delete', 'deletion')],
    ] as const
  ).map(([word, fields]) => ({
    starts: '[',
    pattern: new RegExp(`^\\[(?<user>[^\\]]{1,256})\\] ${word}: Client "(?<from>[^"]{1,255})"(?:, "(?<file>[^"]*)")?`),
    fields,
  })),
];

/** The classic ftpd, and those that word their lines as it does. */
export const FTPD_FORMS: readonly MessageForm[] = [
  {
    starts: 'ANONYMOUS FTP LOGIN FROM ',
    pattern: /^ANONYMOUS FTP LOGIN FROM (?:\S+ \[)?(?<from>[^\s,\]]+)\]?, +\(?(?<identification>[^)]*)\)?/,
    fields: { ...LOGGED_IN, 'user.name': 'anonymous' },
  },
  {
    starts: 'FTP LOGIN FROM ',
    pattern: /^FTP LOGIN FROM (?:\S+ \[)?(?<from>[^\s,\]]+)\]?, (?<user>.*)$/s,
    fields: LOGGED_IN,
  },
  {
    starts: 'FTP LOGIN REFUSED',
    pattern: /^FTP LOGIN REFUSED (?<reason>\([^)]*\) )?FROM (?:\S+ \[)?(?<from>[^\s,\]]+)\]?, (?<user>.*)$/s,
    fields: REFUSED,
  },
  {
    starts: 'failed login from ',
    pattern: /^failed login from (?:\S+ \[)?(?<from>[^\s,\]]+)\]?, (?<user>.*)$/s,
    fields: REFUSED,
  },
  { starts: 'connection from ', pattern: /^connection from (?<from>\S+)/, fields: CONNECTED },
  {
    starts: 'User ',
    pattern: /^User (?<user>\S+) (?<reason>timed out after \d+ seconds)/,
    fields: meaning('timeout', 'session', 'end'),
  },
];

/** Samba. */
export const SAMBA_FORMS: readonly MessageForm[] = [
  {
    starts: 'Denied connection from ',
    pattern: /^Denied connection from (?:\S+ )?\((?<from>[^\s)]+)\)/,
    fields: meaning('connect', 'network', ['connection', 'denied'], 'failure'),
  },
  {
    starts: 'Permission denied',
    pattern:
      /^(?<reason>Permission denied.{0,200}?)\. User name: (?<user>[^.]{1,256})\. Printer name: (?<printer>[^.]*)/s,
    fields: meaning('print', 'process', 'denied', 'failure'),
  },
  {
    starts: 'Auth: ',
    pattern:
      /^Auth: \[[^\]]{0,80}\] user \[(?<domain>[^\]]{0,256})\]\\\[(?<user>[^\]]{0,256})\].{0,100}? status \[(?<reason>NT_STATUS_OK)\].{0,300}?remote host \[ipv[46]:(?<from>[^\]]{2,45}):(?<port>\d{1,5})\]/s,
    fields: LOGGED_IN,
  },
  {
    starts: 'Auth: ',
    pattern:
      /^Auth: \[[^\]]{0,80}\] user \[(?<domain>[^\]]{0,256})\]\\\[(?<user>[^\]]{0,256})\].{0,100}? status \[(?<reason>[A-Z_]{1,80})\].{0,300}?remote host \[ipv[46]:(?<from>[^\]]{2,45}):(?<port>\d{1,5})\]/s,
    fields: REFUSED,
  },
];
