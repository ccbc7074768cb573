const startedAt = Date.now();

/** One line of progress with the seconds since the start; on standard error, so that it is never part of a result. */
export function progress(line: string): void {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
  process.stderr.write(`${seconds} s  ${line}\n`);
}
