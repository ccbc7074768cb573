import { Logger } from '@nestjs/common';

import { BackOff, rest } from '../back-off';
import { Latch } from '../latch';
import type { LogRecord, Subscription } from '../message-bus';
import type { PgLink } from './pg-link';

const POLL_MS = 1_000;
const FIRST_PAUSE_MS = 200;
const MAX_PAUSE_MS = 10_000;
const RECORDS_AT_ONCE = 64;
const BYTES_AT_ONCE = 16 * 1024 ** 2;

/** At most so many records and bytes, but one record at least. */
const READ = `
  select "offset"::text as number, id, headers, body from bus.log_record
  where log = $1 and partition = $2 and "offset" >= $3 and position <= $5 + (
    select position from bus.log_record where log = $1 and partition = $2 and "offset" >= $3
    order by "offset" limit 1)
  order by "offset" limit $4`;

export interface PgReaderPlan {
  readonly log: string;
  /** What the notification of an append says. */
  readonly place: string;
  readonly partition: number;
  readonly fromOffset: number;
  readonly handler: (records: readonly LogRecord[]) => Promise<void>;
}

interface RecordRow {
  readonly number: string;
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Reads one partition from an offset on; it goes on behind the last record handled, also after an outage. */
export class PgLogReader implements Subscription {
  private readonly logger = new Logger(PgLogReader.name);
  private readonly closing = new AbortController();
  private readonly latch = new Latch();
  private readonly running: Promise<void>;
  private readonly onWork = (place: string): void => {
    if (place === this.plan.place) this.latch.wake();
  };
  private readonly onConnected = (): void => this.latch.wake();
  private next: number;

  constructor(
    private readonly link: PgLink,
    private readonly plan: PgReaderPlan,
  ) {
    this.next = plan.fromOffset;
    link.on('work', this.onWork);
    link.on('connected', this.onConnected);
    this.running = this.run();
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.latch.wake();
    await this.running;
    this.link.off('work', this.onWork);
    this.link.off('connected', this.onConnected);
  }

  private async run(): Promise<void> {
    const backOff = new BackOff(FIRST_PAUSE_MS, MAX_PAUSE_MS);
    while (!this.closing.signal.aborted) {
      try {
        const handled = this.link.problem === undefined ? await this.step() : 0;
        backOff.reset();
        if (handled === 0) await this.latch.wait(POLL_MS);
      } catch (error) {
        // The same records again after a pause: a reader never steps over what it could not handle.
        this.logger.warn(`${this.plan.place}: failed at offset ${this.next}: ${(error as Error).message}`);
        await rest(backOff.next(), this.closing.signal);
      }
    }
  }

  private async step(): Promise<number> {
    const { log, partition } = this.plan;
    const values = [log, partition, this.next, RECORDS_AT_ONCE, BYTES_AT_ONCE];
    const { rows } = await this.link.quickly<RecordRow>({ name: 'bus-read', text: READ, values });
    const records = rows.map(({ number, ...message }): LogRecord => ({
      ...message,
      partition,
      offset: Number(number),
    }));
    const last = records.at(-1);
    if (!last) return 0;
    await this.plan.handler(records);
    this.next = last.offset + 1;
    return records.length;
  }
}
