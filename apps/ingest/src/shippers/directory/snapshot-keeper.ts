import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '@tocsin/clock';

import { INGEST_OPTIONS } from '../../ingest-options';
import type { IngestOptions } from '../../ingest.config';
import type { Directory } from './directory';
import { SnapshotFile, type Snapshot } from './snapshot-file';

/** Changes that come one after the other make one snapshot. */
const WRITE_EVERY_MS = 5_000;
/** Without changes it is written anew all the same, because it says when the database last confirmed it. */
const RENEW_EVERY_MS = 3_600_000;

/** Keeps the snapshot on disk as good as the directory. A disk that does not work is told of, and otherwise no matter. */
@Injectable()
export class SnapshotKeeper {
  private readonly log = new Logger(SnapshotKeeper.name);
  private readonly file: SnapshotFile;
  private isBehind = false;
  private writing: Promise<void> | undefined;
  private writtenAt = Number.NEGATIVE_INFINITY;
  private trouble = '';

  constructor(
    @Inject(INGEST_OPTIONS) private readonly options: Pick<IngestOptions, 'keySnapshotFile'>,
    private readonly clock: Clock,
  ) {
    this.file = new SnapshotFile(options.keySnapshotFile);
  }

  /** What was known before this start; `undefined` when that cannot be had. */
  async load(): Promise<Snapshot | undefined> {
    try {
      return await this.file.read();
    } catch (error) {
      this.warn('Keys known before this start are not used', error);
      return undefined;
    }
  }

  /** @param isChanged whether the directory holds something new. */
  confirmed(directory: Directory, asOf: Date, isChanged: boolean): void {
    const since = this.clock.now().getTime() - this.writtenAt;
    this.isBehind ||= isChanged || since >= RENEW_EVERY_MS;
    if (this.isBehind && this.writing === undefined && since >= WRITE_EVERY_MS) this.write(directory, asOf);
  }

  /** Writes what is not written yet. */
  async close(directory: Directory, asOf: Date | undefined): Promise<void> {
    await this.writing;
    if (this.isBehind && asOf) this.write(directory, asOf);
    await this.writing;
  }

  private write(directory: Directory, asOf: Date): void {
    this.isBehind = false;
    this.writtenAt = this.clock.now().getTime();
    this.writing = this.file
      .write(directory, asOf)
      .then(() => {
        this.trouble = '';
      })
      .catch((error: unknown) => {
        this.isBehind = true;
        this.warn('Keys cannot be kept for a start without the database', error);
      })
      .finally(() => (this.writing = undefined));
  }

  /** The same trouble every few seconds is one line in the log. */
  private warn(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason === this.trouble) return;
    this.trouble = reason;
    this.log.warn(`${what}: ${this.options.keySnapshotFile}: ${reason}. Check ingest.keySnapshotFile and its folder.`);
  }
}
