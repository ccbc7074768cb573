/** A message of one of PAM's modules. */
export interface PamMessage {
  readonly module: string | undefined;
  /** The program as PAM knows it: `sshd`, `su-l`, … */
  readonly service: string | undefined;
  /** What it was about: `auth`, `account`, `session`, `chauthtok`. */
  readonly phase: string | undefined;
  readonly text: string;
}

const PREFIX =
  /^(?<module>pam_[a-z0-9_]{1,40})(?:\((?<service>[^\s:)]{1,80})(?::(?<phase>[a-z_]{1,20}))?\))?(?:\[\d+\])?: */;
const OLD_PREFIX = /^\((?<module>pam_[a-z0-9_]{1,40})\) +/;
const PROGRAM = /^(?<program>[^\s()]{1,80})\((?<module>pam_[a-z0-9_]{1,40})\)$/;
const MORE = /^PAM (?=\d{1,9} more authentication failures?; )/;

/** A program that is logged with the module it was in: `sshd(pam_unix)`. */
export function readPamProgram(name: unknown): { readonly program: string; readonly module: string } | undefined {
  if (typeof name !== 'string' || !name.endsWith(')')) return undefined;
  const { program, module } = PROGRAM.exec(name)?.groups ?? {};
  return program === undefined || module === undefined ? undefined : { program, module };
}

/** Takes the module and what it was called for off the message. `undefined` when it is no message of PAM. */
export function readPamMessage(message: string): PamMessage | undefined {
  const text = message.trimStart();
  if (text.startsWith('PAM ')) return MORE.test(text) ? plain(text.slice('PAM '.length)) : undefined;
  const match = text.startsWith('pam_') ? PREFIX.exec(text) : text.startsWith('(pam_') ? OLD_PREFIX.exec(text) : null;
  if (match === null) return undefined;
  const { module, service, phase } = match.groups ?? {};
  return { module, service, phase, text: text.slice(match[0].length) };
}

/** A message whose module stood elsewhere. */
export function plain(text: string): PamMessage {
  return { module: undefined, service: undefined, phase: undefined, text };
}
