import { closeSync, copyFileSync, existsSync, openSync, readSync, statSync, truncateSync } from 'node:fs';

const LIMIT_BYTES = 20 * 1024 * 1024;
const CHECK_EVERY_MS = 30_000;
const TAIL_BYTES = 6 * 1024;

/** The file an engine prints to. Beyond 20 MiB its content moves to `<file>.1`, so there is never more than twice that. */
export class BoundedLog {
  private timer: NodeJS.Timeout | undefined;
  private startAt = 0;

  constructor(
    readonly file: string,
    private readonly limitBytes = LIMIT_BYTES,
  ) {}

  /** A descriptor to print to, to be closed by the caller. Appends, so that emptying the file works while it is open. */
  open(): number {
    this.rotateWhenLarge();
    const descriptor = openSync(this.file, 'a', 0o600);
    this.startAt = statSync(this.file).size;
    this.timer ??= setInterval(() => this.rotateWhenLarge(), CHECK_EVERY_MS).unref();
    return descriptor;
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** The last lines since {@link open}. */
  tail(lines: number): string {
    if (!existsSync(this.file)) return '';
    const size = statSync(this.file).size;
    const from = Math.max(size - TAIL_BYTES, this.startAt > size ? 0 : this.startAt);
    return readFrom(this.file, from, size - from)
      .trimEnd()
      .split('\n')
      .slice(-lines)
      .join('\n');
  }

  rotateWhenLarge(): void {
    if (!existsSync(this.file) || statSync(this.file).size < this.limitBytes) return;
    copyFileSync(this.file, `${this.file}.1`);
    truncateSync(this.file);
  }
}

function readFrom(file: string, position: number, length: number): string {
  const buffer = Buffer.alloc(Math.max(0, length));
  const descriptor = openSync(file, 'r');
  try {
    const read = readSync(descriptor, buffer, 0, buffer.length, position);
    return buffer.toString('utf8', 0, read);
  } finally {
    closeSync(descriptor);
  }
}
