import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';

const SAVE_EVERY_MS = 250;

/** Up to where the spool is settled. */
export interface Position {
  readonly segment: number;
  /** Of the segment, in hexadecimal: another file may have its number. */
  readonly marker: string;
  readonly offset: number;
}

/**
 * Keeps the position for the next start. It may lag, for what is given out twice is known by its ids; so it is written now and
 * then, and nobody waits for it.
 */
export class PositionFile {
  private readonly log = new Logger('Spool');
  private readonly path: string;
  private unsaved: Position | undefined;
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.path = join(folder, 'position.json');
  }

  /** `undefined` when there is none, or none that can be read. */
  async load(): Promise<Position | undefined> {
    try {
      const { segment, marker, offset } = JSON.parse(await readFile(this.path, 'utf8')) as Partial<Position>;
      if (typeof segment !== 'number' || typeof marker !== 'string' || typeof offset !== 'number') return undefined;
      return { segment, marker, offset };
    } catch {
      return undefined;
    }
  }

  note(position: Position): void {
    this.unsaved = position;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.save();
    }, SAVE_EVERY_MS).unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    this.save();
    await this.saving;
  }

  private save(): void {
    this.saving = this.saving.then(() => this.write());
  }

  private async write(): Promise<void> {
    const position = this.unsaved;
    this.unsaved = undefined;
    if (!position) return;
    try {
      await writeFile(`${this.path}.new`, JSON.stringify(position), { mode: 0o600 });
      await rename(`${this.path}.new`, this.path);
    } catch (error) {
      this.log.debug(`The position was not saved: ${String(error)}`);
    }
  }
}
