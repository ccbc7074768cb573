import { meaning, type MessageForm } from '../forms/message-form';

/** Sessions of those who have logged in, and keys that were looked at. */
export const SESSION_FORMS: readonly MessageForm[] = [
  {
    starts: 'Starting session: ',
    pattern:
      /^Starting session: (?<sessiontype>\S+?)(?: '(?<subsystem>[^']*)')?(?: on (?<device>\S+))? for (?<user>.*) from (?<from>\S+) port (?<port>\d{1,5})(?: id \d+)?$/s,
    fields: meaning('ssh_session_started', 'session', 'start', 'success'),
  },
  {
    starts: 'Close session: ',
    pattern: /^Close session: user (?<user>.*) from (?<from>\S+) port (?<port>\d{1,5})(?: id \d+)?$/s,
    fields: meaning('ssh_session_closed', 'session', 'end'),
  },
  {
    starts: 'subsystem request for ',
    pattern: /^subsystem request for (?<subsystem>\S+)(?: by user (?<user>.*))?$/s,
    fields: meaning('ssh_subsystem_requested', 'session', 'info'),
  },
  {
    starts: 'Found matching ',
    pattern: /^Found matching (?<keytype>\S+) key: (?<keyfingerprint>\S+)/,
    fields: meaning('ssh_key_found', 'authentication', 'info'),
  },
  {
    starts: 'Accepted key ',
    pattern: /^Accepted key (?<keytype>\S+) (?<keyfingerprint>\S+) found at (?<file>\S+?)(?::\d+)?$/,
    fields: meaning('ssh_key_found', 'authentication', 'info'),
  },
  {
    starts: 'Accepted certificate ',
    pattern:
      /^Accepted certificate ID "(?<certificate>.*)" \(serial (?<serial>\d+)\) signed by (?<cakey>.*?)(?: via .*)?$/s,
    fields: meaning('ssh_certificate_accepted', 'authentication', 'info'),
  },
  {
    starts: 'Authentication refused: ',
    pattern: /^Authentication refused: (?<reason>bad ownership or modes for (?:directory|file) (?<file>.*))$/s,
    fields: meaning('ssh_key_refused', 'authentication', 'info', 'failure'),
  },
  {
    starts: 'Server listening on ',
    pattern: /^Server listening on (?<to>\S+) port (?<toport>\d{1,5})/,
    fields: meaning('ssh_listening', 'process', 'start'),
  },
];
