import type { LoggerService } from '@nestjs/common';

const write = (message: unknown): void => {
  const text = message instanceof Error ? (message.stack ?? message.message) : String(message);
  process.stderr.write(`tocsin: ${text}\n`);
};

/** Says on standard error what somebody should know; standard output belongs to the events. */
export const stderrLogger: LoggerService = {
  log: () => undefined,
  warn: write,
  error: write,
  fatal: write,
};
