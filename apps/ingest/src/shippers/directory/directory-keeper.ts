import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { SenderRegister } from '@tocsin/access-control';
import { Clock } from '@tocsin/clock';

import { INGEST_OPTIONS } from '../../ingest-options';
import type { IngestOptions } from '../../ingest.config';
import { Directory } from './directory';
import { inTime } from './in-time';
import { SharedWork } from './shared-work';
import { SnapshotKeeper } from './snapshot-keeper';

/** However many ask, there are no more looks than this allows. */
const PAUSE_MS = 100;
/** After the database did not answer, nobody waits for it for so long. */
const PAUSE_AFTER_FAILURE_MS = 1_000;
/** Requests that may wait for a look at once. */
const MAX_WAITING = 1_000;

/**
 * Keeps the {@link Directory} up to date whenever it is told to look. While the database is away, what is known goes on
 * counting for a time; after a start, that is what the snapshot on disk holds.
 */
@Injectable()
export class DirectoryKeeper implements OnModuleInit, OnModuleDestroy {
  readonly directory = new Directory();
  private readonly log = new Logger(DirectoryKeeper.name);
  private readonly looks = new SharedWork(() => this.lookNow(), PAUSE_MS);
  private isStopping = false;
  /** When the database last said that the directory is right. */
  private confirmedAt: Date | undefined;
  private hasLooked = false;
  private trouble = 'the database has not answered yet';
  private pauseUntil = Number.POSITIVE_INFINITY;
  private waiting = 0;

  constructor(
    private readonly register: SenderRegister,
    private readonly clock: Clock,
    private readonly snapshots: SnapshotKeeper,
    @Inject(INGEST_OPTIONS) private readonly options: Pick<IngestOptions, 'keyTimeoutMs' | 'keyGraceMs'>,
  ) {}

  async onModuleInit(): Promise<void> {
    const snapshot = await this.snapshots.load();
    if (snapshot) {
      this.directory.apply(snapshot.changes);
      this.confirmedAt = snapshot.asOf;
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await this.snapshots.close(this.directory, this.confirmedAt);
  }

  /** The database is there: from now on it is asked. */
  begin(): void {
    this.pauseUntil = 0;
    void this.look();
  }

  /** Looks for changes; all who call while a look is under way share the next one. */
  look(): Promise<void> {
    return this.looks.run();
  }

  /** What keeps the directory from being relied upon; empty when nothing does. */
  get whyUnusable(): string {
    const age = this.now() - (this.confirmedAt?.getTime() ?? Number.NEGATIVE_INFINITY);
    return age <= this.options.keyGraceMs ? '' : `No key can be told from another: ${this.trouble}.`;
  }

  /**
   * Makes sure that the directory knows what was stored before this call.
   * @returns false when nobody can tell now: the database does not answer, or too many ask.
   */
  async catchUp(): Promise<boolean> {
    if (this.now() < this.pauseUntil || this.waiting >= MAX_WAITING) return false;
    this.waiting += 1;
    await this.look();
    this.waiting -= 1;
    return this.trouble === '';
  }

  private async lookNow(): Promise<void> {
    if (this.isStopping) return;
    const asOf = this.clock.now();
    try {
      // A snapshot may be of another database: nothing is built upon what it says.
      const known = this.hasLooked ? this.directory.version : undefined;
      const changes = await inTime(this.register.changes(known), this.options.keyTimeoutMs);
      if (changes) this.directory.apply(changes);
      this.succeeded(asOf, changes !== undefined);
    } catch (error) {
      this.failed(error);
    }
  }

  private succeeded(asOf: Date, isChanged: boolean): void {
    if (this.hasLooked && this.trouble !== '') this.log.log('The database tells about keys again.');
    this.hasLooked = true;
    this.trouble = '';
    this.confirmedAt = asOf;
    this.snapshots.confirmed(this.directory, asOf, isChanged);
  }

  private failed(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== this.trouble) this.log.warn(`The database does not tell about keys, known ones count: ${reason}`);
    this.trouble = reason;
    this.pauseUntil = this.now() + PAUSE_AFTER_FAILURE_MS;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
