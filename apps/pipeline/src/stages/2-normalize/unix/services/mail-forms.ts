import { meaning, type MessageForm } from '../forms/message-form';

const LOGGED_IN = meaning('login', 'authentication', 'start', 'success');
const REFUSED = meaning('login', 'authentication', 'start', 'failure');
const CONNECTED = meaning('connect', ['email', 'network'], ['connection', 'start']);
const DISCONNECTED = meaning('disconnect', ['email', 'network'], ['connection', 'end']);
const REJECTED = meaning('reject', 'email', 'denied', 'failure');
const PEER = String.raw`[^\s[\]]{0,255}\[(?<from>[^\s\]]{2,45})\](?::(?<port>\d{1,5}))?`;
const ENDS = String.raw`(?:user=<(?<user>[^>]{0,256})>, )?(?:method=(?<authmethod>[^,]{1,40}), )?rip=(?<from>[^\s,]{2,45}), lip=(?<to>[^\s,]{2,45})`;
const LOGIN_SERVICES = ['imap', 'pop3', 'submission', 'managesieve'].map((service) => `${service}-login: `);

/** Dovecot. */
export const DOVECOT_FORMS: readonly MessageForm[] = [
  ...LOGIN_SERVICES.flatMap((service) => [
    { starts: `${service}Login: `, pattern: new RegExp(`^${service}Login: ${ENDS}`), fields: LOGGED_IN },
    {
      starts: `${service}Disconnected: `,
      pattern: new RegExp(`^${service}Disconnected: (?:(?<reason>[^:]{1,200}?): )?${ENDS}`),
      fields: DISCONNECTED,
    },
    {
      starts: service,
      pattern: new RegExp(`^${service}(?<reason>[^:]{0,200}auth(?:entication attempts| failed)[^:]{0,200}): ${ENDS}`),
      fields: REFUSED,
    },
    {
      starts: service,
      pattern: new RegExp(`^${service}(?<reason>[^:]{1,200}): ${ENDS}`),
      fields: DISCONNECTED,
    },
  ]),
  ...['auth', 'auth-worker'].map((program) => ({
    starts: program,
    pattern: new RegExp(
      `^${program}(?:\\([^)]{1,64}\\))?: (?:[^(]{1,40}: )?(?<passdb>[a-z-]{1,40})\\((?<user>[^,)]{0,256}),(?<from>[^\\s,)]{2,45})[^)]{0,100}\\): (?<reason>.*)$`,
      's',
    ),
    fields: REFUSED,
  })),
  {
    starts: 'IMAP(',
    pattern: /^IMAP\((?<user>[^)]{0,256})\): (?<reason>.*)$/s,
    fields: DISCONNECTED,
  },
];

/** Postfix, whichever of its programs it is. */
export const POSTFIX_FORMS: readonly MessageForm[] = [
  { starts: 'connect from ', pattern: new RegExp(`^connect from ${PEER}`), fields: CONNECTED },
  { starts: 'disconnect from ', pattern: new RegExp(`^disconnect from ${PEER}`), fields: DISCONNECTED },
  {
    starts: 'lost connection ',
    pattern: new RegExp(`^(?<reason>lost connection after .{1,200}?) from ${PEER}`),
    fields: DISCONNECTED,
  },
  {
    starts: 'warning: ',
    pattern: new RegExp(
      `^warning: ${PEER}: SASL (?<authmethod>\\S+) authentication failed: ?(?<reason>[^,]*)(?:, sasl_username=(?<user>.*))?`,
    ),
    fields: REFUSED,
  },
  {
    starts: 'NOQUEUE: reject: ',
    pattern: new RegExp(
      `^NOQUEUE: reject: \\S+ from ${PEER}: (?<reason>[^;]*)(?:; from=<(?<sender>[^>]*)>)?(?: to=<(?<recipient>[^>]*)>)?`,
    ),
    fields: REJECTED,
  },
  {
    starts: '',
    pattern: new RegExp(
      `^[0-9A-Za-z]{6,20}: client=${PEER}(?:, sasl_method=(?<authmethod>\\S+), sasl_username=(?<user>.*))?$`,
    ),
    fields: meaning('accept', 'email', 'info', 'success'),
  },
];

/** Exim, whose log has the text after a time of its own. */
export const EXIM_FORMS: readonly MessageForm[] = [
  {
    starts: '',
    pattern:
      /^(?<authmethod>\S{1,64}) authenticator failed for (?:\S{1,255} )?(?:\([^)]{0,255}\) )?\[(?<from>[^\s\]]{2,45})\](?::(?<port>\d{1,5}))?: (?<reason>.*?)(?: \(set_id=(?<user>[^)]{0,256})\))?$/s,
    fields: REFUSED,
  },
  {
    starts: 'SMTP connection from ',
    pattern:
      /^SMTP connection from (?:\S{1,255} )?(?:\([^)]{0,255}\) )?\[(?<from>[^\s\]]{2,45})\](?::(?<port>\d{1,5}))? (?<reason>lost|closed by QUIT|\(TCP\/IP .*)/,
    fields: CONNECTED,
  },
  {
    starts: 'SMTP protocol ',
    pattern:
      /^(?<reason>SMTP protocol [^:]{1,200}): rejected connection from H=(?:\S{1,255} )?\[(?<from>[^\s\]]{2,45})\]/,
    fields: REJECTED,
  },
  {
    starts: 'H=',
    pattern:
      /^H=[^[]{0,300}\[(?<from>[^\s\]]{2,45})\](?::(?<port>\d{1,5}))?[^<]{0,300}(?:F=<(?<sender>[^>]{0,300})> )?rejected (?<reason>.*)$/s,
    fields: REJECTED,
  },
];

/** OpenSMTPD. */
export const OPENSMTPD_FORMS: readonly MessageForm[] = [
  {
    starts: 'smtp-in: Accepted message ',
    pattern: /^smtp-in: Accepted message \S+ on session \S+: from=<(?<sender>[^>]*)>, to=<(?<recipient>[^>]*)>/,
    fields: meaning('accept', 'email', 'info', 'success'),
  },
  {
    starts: 'smtp-in: Failed command ',
    pattern: /^smtp-in: (?<reason>Failed command) on session \S+: "(?<smtpcommand>[^"]*)"/,
    fields: meaning('reject', 'email', 'info', 'failure'),
  },
];
