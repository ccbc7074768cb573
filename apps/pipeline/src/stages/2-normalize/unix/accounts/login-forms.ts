import { meaning, type MessageForm } from '../forms/message-form';

const LOGGED_IN = meaning('login', ['authentication', 'session'], 'start', 'success');
const REFUSED = meaning('login', 'authentication', 'start', 'failure');

/** Logins at a console. */
export const CONSOLE_FORMS: readonly MessageForm[] = [
  {
    starts: 'ROOT LOGIN ',
    pattern: /^ROOT LOGIN\s+(?:\(root\)\s+)?ON (?<tty>\S+?)(?: FROM (?<from>\S+))?$/i,
    fields: { ...LOGGED_IN, 'user.name': 'root' },
  },
  {
    starts: 'LOGIN ON ',
    pattern: /^LOGIN ON (?<tty>\S+) BY (?<user>\S+)(?: FROM (?<from>\S+))?/,
    fields: LOGGED_IN,
  },
  {
    starts: 'FAILED LOGIN ',
    pattern:
      /^FAILED LOGIN \(?\d+\)? (?:on '(?<tty>[^']*)' )?(?:FROM '?(?<from>[^\s']+)'? )?FOR '?(?<user>[^',]*)'?, (?<reason>.*)$/s,
    fields: REFUSED,
  },
  {
    starts: 'FAILED LOGIN SESSION ',
    pattern: /^FAILED LOGIN SESSION FROM '?(?<from>[^\s']+)'? FOR '?(?<user>[^',]*)'?, (?<reason>.*)$/s,
    fields: REFUSED,
  },
  {
    starts: 'invalid password for ',
    pattern: /^invalid password for '(?<user>[^']*)'\s+on '(?<tty>[^']*)'(?: from '(?<from>[^']*)')?/,
    fields: REFUSED,
  },
  {
    starts: 'Connection from ',
    pattern: /^Connection from (?<from>\S+) on (?<reason>illegal port)/,
    fields: meaning('connect', 'network', ['connection', 'denied'], 'failure'),
  },
  { starts: "Couldn't authenticate user", pattern: /^(?<reason>Couldn't authenticate user)/, fields: REFUSED },
  {
    starts: 'Kerberos authentication failed',
    pattern: /^(?<reason>Kerberos authentication failed)/,
    fields: REFUSED,
  },
  {
    starts: 'Authentication failed from ',
    pattern: /^Authentication failed from (?:\S+ \()?(?<from>[^\s():]+)\)?: (?<reason>.*)$/s,
    fields: REFUSED,
  },
  {
    starts: '',
    pattern: /^(?<user>\S{1,64})@(?<from>\S{1,255}) as (?<target>\S{1,64}): (?<reason>permission denied) \(/,
    fields: REFUSED,
  },
];

/** Sessions as systemd counts them. */
export const LOGIND_FORMS: readonly MessageForm[] = [
  {
    starts: 'New session ',
    pattern: /^New session '?(?<session>\w+)'? of user '?(?<user>[^\s']+?)'?(?: with class .*)?\.?$/,
    fields: meaning('session_opened', 'session', 'start', 'success'),
  },
  {
    starts: 'Session ',
    pattern: /^Session (?<session>\w+) logged out\./,
    fields: meaning('session_closed', 'session', 'end'),
  },
  {
    starts: 'Removed session ',
    pattern: /^Removed session (?<session>\w+)\.?/,
    fields: meaning('session_closed', 'session', 'end'),
  },
];

/** What cron did, and for whom. */
export const CRON_FORMS: readonly MessageForm[] = [
  {
    starts: '(',
    pattern: /^\((?<user>[^)]{1,256})\) CMD \((?:\[\d+\] )?(?<command>.*?)\)?$/s,
    fields: meaning('cron_command', 'process', 'start', 'success'),
  },
  {
    starts: '(',
    pattern: /^\((?<user>[^)]{1,256})\) AUTH \((?<reason>.*)\)$/s,
    fields: meaning('cron_denied', 'iam', 'denied', 'failure'),
  },
  {
    starts: '(',
    pattern:
      /^\((?<user>[^)]{1,256})\) (?<operation>BEGIN EDIT|END EDIT|REPLACE|DELETE|LIST|RELOAD) \((?<target>[^)]*)\)$/,
    fields: meaning('crontab', 'configuration', 'info'),
  },
];
