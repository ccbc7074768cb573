import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

const MAX_BYTES = 10 * 1024 * 1024;

/** A log file of at most 10 MiB with one older generation (`.1`): a chatty process cannot fill the disk. */
export class RotatingLog {
  private file: number;
  private size: number;

  constructor(readonly path: string) {
    this.file = openSync(path, 'a', 0o600);
    this.size = fstatSync(this.file).size;
  }

  write(text: string | Buffer): void {
    if (this.size > MAX_BYTES) this.rotate();
    this.size += writeSync(this.file, typeof text === 'string' ? Buffer.from(text) : text);
  }

  close(): void {
    closeSync(this.file);
  }

  private rotate(): void {
    closeSync(this.file);
    if (existsSync(this.path)) renameSync(this.path, `${this.path}.1`);
    this.file = openSync(this.path, 'a', 0o600);
    this.size = 0;
  }
}
