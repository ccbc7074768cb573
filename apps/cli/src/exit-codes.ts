/** What the shell learns of a command; also listed by `./tocsin --help`. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  alreadyRunning: 3,
  missing: 4,
  interrupted: 130,
} as const;

export const EXIT_CODES_HELP = `
Exit codes:
  0    done
  1    failed; the message says why and what to do
  2    the command line was not understood
  3    Tocsin already runs on this data, or does not run though it must
  4    something this machine lacks; the message says how to get it
  130  interrupted`;

/** An end that is not a fault of the program: shown as one message, without a stack. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';

  constructor(
    message: string,
    readonly exitCode: number = EXIT.failed,
  ) {
    super(message);
  }
}
