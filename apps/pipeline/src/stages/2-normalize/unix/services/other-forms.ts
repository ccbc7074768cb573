import { meaning, type MessageForm } from '../forms/message-form';

const LOGGED_IN = meaning('login', 'authentication', 'start', 'success');
const REFUSED = meaning('login', 'authentication', 'start', 'failure');

/** OpenLDAP; its lines name a connection, and only the first of one says where it is from. */
export const SLAPD_FORMS: readonly MessageForm[] = [
  {
    starts: 'conn=',
    pattern:
      /^conn=(?<connection>\d+) fd=\d+ ACCEPT from IP=\[?(?<from>[^\s\]]+?)\]?:(?<port>\d{1,5}) \(IP=\[?(?<to>[^\s\]]+?)\]?:(?<toport>\d{1,5})\)/,
    fields: meaning('connect', 'network', ['connection', 'start']),
  },
  {
    starts: 'conn=',
    pattern:
      /^conn=(?<connection>\d+) op=(?<operation>\d+) BIND dn="(?:uid=|cn=)?(?<user>[^",]{1,256})(?<dn>[^"]*)" method=(?<method>\d+)/,
    fields: meaning('bind', 'authentication', 'start'),
  },
  {
    starts: 'conn=',
    pattern: /^conn=(?<connection>\d+) op=(?<operation>\d+) RESULT tag=97 err=0 /,
    fields: LOGGED_IN,
  },
  {
    starts: 'conn=',
    pattern: /^conn=(?<connection>\d+) op=(?<operation>\d+) RESULT tag=97 err=(?<err>\d+) text=(?<reason>.*)$/s,
    fields: REFUSED,
  },
  {
    starts: 'conn=',
    pattern: /^conn=(?<connection>\d+) op=(?<operation>\d+) UNBIND/,
    fields: meaning('unbind', 'session', 'end'),
  },
];

/** Dropbear, the small server of SSH. */
export const DROPBEAR_FORMS: readonly MessageForm[] = [
  {
    starts: 'Bad ',
    pattern: /^(?<reason>Bad (?:PAM )?\S+ attempt) for '(?<user>[^']*)' from (?<from>\S+):(?<port>\d{1,5})$/,
    fields: { ...REFUSED, 'event.action': 'ssh_failed' },
  },
  {
    starts: 'Login attempt for nonexistent user',
    pattern: /^Login attempt for nonexistent user (?:'(?<user>[^']*)' )?from (?<from>\S+):(?<port>\d{1,5})$/,
    fields: { ...REFUSED, 'event.action': 'ssh_invalid_user' },
  },
  ...['Password', 'Pubkey', 'PAM password'].map((word) => ({
    starts: `${word} auth succeeded for `,
    pattern: new RegExp(
      `^${word} auth succeeded for '(?<user>[^']*)' (?:with .* )?from (?<from>\\S+):(?<port>\\d{1,5})$`,
    ),
    fields: { ...LOGGED_IN, 'event.action': 'ssh_accepted' },
  })),
  {
    starts: 'Child connection from ',
    pattern: /^Child connection from (?<from>\S+):(?<port>\d{1,5})$/,
    fields: meaning('ssh_connection', 'network', ['connection', 'start']),
  },
];

/** Servers that say no more than who was refused. */
export const PLAIN_FORMS: readonly MessageForm[] = [
  {
    starts: '',
    pattern:
      /^(?:[A-Z]{1,8}\d{1,8}: )?(?<reason>Authentication failed) for user (?<domain>[^\s\\]{1,256})\\(?<user>\S{1,256}?)\.?$/,
    fields: REFUSED,
  },
  {
    starts: '',
    pattern: /^(?:[A-Z]{1,8}\d{1,8}: )?(?<reason>Authentication failed) for user (?<user>\S{1,256}?)\.?$/,
    fields: REFUSED,
  },
];

/** cPanel's server, after its time. */
export const CPANEL_FORMS: readonly MessageForm[] = [
  {
    starts: '',
    pattern:
      /^(?<from>[\da-fA-F.:]{2,45}) - (?<user>\S{1,256})(?: \(possessor: (?<possessor>[^)]{1,256})\))? - SUCCESS LOGIN (?<service>\S+)/,
    fields: LOGGED_IN,
  },
  {
    starts: '',
    pattern:
      /^(?<from>[\da-fA-F.:]{2,45}) - (?<user>\S{1,256}) "[^"]{0,2000}" FAILED LOGIN (?<service>\S+?): (?<reason>.*)$/s,
    fields: REFUSED,
  },
  {
    starts: '',
    pattern: /^(?<from>[\da-fA-F.:]{2,45}) PURGE (?<user>[^\s:]{1,256}):\S+ (?<reason>logout)/,
    fields: meaning('logout', 'session', 'end'),
  },
];

/** OpenVPN's directory plug-in. */
export const OPENVPN_FORMS: readonly MessageForm[] = [
  { starts: 'LDAP bind failed: ', pattern: /^LDAP bind failed: (?<reason>.*)$/s, fields: REFUSED },
];

/** xinetd, as it starts servers. */
export const XINETD_FORMS: readonly MessageForm[] = [
  {
    starts: 'START: ',
    pattern: /^START: (?<service>\S+)(?: pid=\d+)? from=(?<from>\S+)/,
    fields: meaning('connect', 'network', ['connection', 'start']),
  },
  {
    starts: 'FAIL: ',
    pattern: /^FAIL: (?<service>\S+) (?<reason>.{1,80}?) from=(?<from>\S+)/,
    fields: meaning('connect', 'network', ['connection', 'denied'], 'failure'),
  },
];
