export interface SshdMessage {
  readonly action: 'ssh_accepted' | 'ssh_failed' | 'ssh_invalid_user' | 'ssh_denied';
  readonly outcome: 'success' | 'failure';
  /** May hold blanks or be empty: it is whatever the client sent. */
  readonly user: string;
  /** Address or host name. */
  readonly from: string;
  readonly port: number | undefined;
}

interface MessageForm {
  readonly action: SshdMessage['action'];
  /** How such a message starts; asked first, because most messages are of no form. */
  readonly starts: readonly string[];
  /**
   * The user name is the client's and may itself read like the rest of the line, so it takes as much as it can get: what
   * counts is the last address of the line.
   */
  readonly pattern: RegExp;
}

const FORMS: readonly MessageForm[] = [
  {
    action: 'ssh_failed',
    starts: ['Failed '],
    pattern:
      /^Failed \S+ for (?:(?:invalid|illegal) user )?(?<user>.*) from (?<from>\S+) port (?<port>\d{1,5})(?: ssh\d?.*)?$/s,
  },
  {
    action: 'ssh_accepted',
    starts: ['Accepted '],
    pattern: /^Accepted \S+ for (?<user>.*) from (?<from>\S+) port (?<port>\d{1,5})(?: ssh\d?.*)?$/s,
  },
  {
    action: 'ssh_invalid_user',
    starts: ['Invalid user ', 'Illegal user '],
    pattern: /^(?:Invalid|Illegal) user (?<user>.*) from (?<from>\S+?)(?: port (?<port>\d{1,5}))?$/s,
  },
  {
    action: 'ssh_denied',
    starts: ['User '],
    pattern: /^User (?<user>.*) from (?<from>\S+) not allowed because /s,
  },
  {
    action: 'ssh_denied',
    starts: ['error: maximum authentication attempts exceeded for '],
    pattern:
      /^error: maximum authentication attempts exceeded for (?:invalid user )?(?<user>.*) from (?<from>\S+) port (?<port>\d{1,5})/s,
  },
];

const REPEATED = /^message repeated (?<times>\d{1,9}) times: \[ ?(?<inner>.*)\]$/s;

/** A message that stands for several, and the one it repeats. */
export function readRepetition(message: string): { readonly times: number; readonly inner: string } | undefined {
  if (!message.startsWith('message repeated ')) return undefined;
  const { times, inner } = REPEATED.exec(message)?.groups ?? {};
  return times === undefined || inner === undefined ? undefined : { times: Number(times), inner };
}

/** What OpenSSH's server says of an attempt to log in; `undefined` when the message is about something else. */
export function readSshdMessage(message: string): SshdMessage | undefined {
  const form = FORMS.find(({ starts }) => starts.some((start) => message.startsWith(start)));
  const { user, from, port } = form?.pattern.exec(message)?.groups ?? {};
  if (form === undefined || user === undefined || from === undefined) return undefined;
  const outcome = form.action === 'ssh_accepted' ? 'success' : 'failure';
  return { action: form.action, outcome, user, from, port: port === undefined ? undefined : Number(port) };
}
