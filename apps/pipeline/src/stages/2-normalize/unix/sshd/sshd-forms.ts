import { meaning, type MessageForm } from '../forms/message-form';

/**
 * Attempts to log in. The user name is the client's and may itself read like the rest of the line, so it takes as much as it can
 * get: what counts is the last address of the line.
 */
export const LOGIN_FORMS: readonly MessageForm[] = [
  {
    starts: 'Failed ',
    pattern:
      /^Failed (?<authmethod>\S+) for (?:(?:invalid|illegal) user )?(?<user>.*) from (?<from>\S+) port (?<port>\d{1,5})(?: ssh\d?.*)?$/s,
    fields: { ...meaning('ssh_failed', 'authentication', 'start', 'failure'), 'details.authstatus': 'Failed' },
  },
  {
    starts: 'Accepted ',
    pattern:
      /^Accepted (?<authmethod>\S+) for (?<user>.*) from (?<from>\S+) port (?<port>\d{1,5})(?: ssh\d?(?:: (?<keytype>\S+) (?<keyfingerprint>\S+)(?: ID (?<certificate>.*) \(serial (?<serial>\d+)\) CA (?<cakey>\S+ \S+))?.*)?)?$/s,
    fields: { ...meaning('ssh_accepted', 'authentication', 'start', 'success'), 'details.authstatus': 'Accepted' },
  },
  {
    starts: 'Postponed ',
    pattern:
      /^Postponed (?<authmethod>\S+) for (?:(?:invalid|illegal) user )?(?<user>.*) from (?<from>\S+) port (?<port>\d{1,5})(?: ssh\d?.*)?$/s,
    fields: { ...meaning('ssh_postponed', 'authentication', 'info'), 'details.authstatus': 'Postponed' },
  },
  ...['Invalid', 'Illegal'].map((word) => ({
    starts: `${word} user `,
    pattern: /^(?:Invalid|Illegal) user (?<user>.*) from (?<from>\S+?)(?: port (?<port>\d{1,5}))?$/s,
    fields: meaning('ssh_invalid_user', 'authentication', 'info', 'failure'),
  })),
  {
    starts: 'User ',
    pattern: /^User (?<user>.*) from (?<from>\S+) not allowed because (?<reason>.*)$/s,
    fields: meaning('ssh_denied', 'authentication', 'start', 'failure'),
  },
  {
    starts: 'User ',
    pattern: /^User (?<user>.*) not allowed because (?<reason>.*)$/s,
    fields: meaning('ssh_denied', 'authentication', 'start', 'failure'),
  },
  {
    starts: 'maximum authentication attempts exceeded for ',
    pattern:
      /^maximum authentication attempts exceeded for (?:invalid user )?(?<user>.*) from (?<from>\S+) port (?<port>\d{1,5})/s,
    fields: {
      ...meaning('ssh_denied', 'authentication', 'start', 'failure'),
      'event.reason': 'maximum authentication attempts exceeded',
    },
  },
  {
    starts: 'PAM: ',
    pattern: /^PAM: (?<reason>.{1,120}?) for (?:(?:invalid|illegal) user )?(?<user>.*) from (?<from>\S+)$/s,
    fields: meaning('ssh_pam_failure', 'authentication', 'start', 'failure'),
  },
  {
    starts: 'ROOT LOGIN REFUSED FROM ',
    pattern: /^ROOT LOGIN REFUSED FROM (?<from>\S+?)(?: port (?<port>\d{1,5}))?$/,
    fields: { ...meaning('ssh_denied', 'authentication', 'start', 'failure'), 'user.name': 'root' },
  },
  {
    starts: 'Authentication tried for ',
    pattern:
      /^Authentication tried for (?<user>.*) with (?<reason>correct key but not from a permitted host) \(host=[^,]{0,255}, ip=(?<from>[^,)]+)/s,
    fields: meaning('ssh_denied', 'authentication', 'start', 'failure'),
  },
  {
    starts: 'input_userauth_request: ',
    pattern: /^input_userauth_request: (?:invalid|illegal) user (?<user>.*)$/s,
    fields: meaning('ssh_userauth_request', 'authentication', 'info'),
  },
  {
    starts: 'Disconnecting: Too many ',
    pattern: /^Disconnecting: (?<reason>Too many authentication failures)(?: for (?<user>.*))?$/s,
    fields: meaning('ssh_denied', 'authentication', 'end', 'failure'),
  },
];
