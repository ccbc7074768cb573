import { Inject, Injectable } from '@nestjs/common';
import { encodeBatch, type EventBatch } from '@tocsin/event-model';
import { assertSendable, BusError, BusUnavailable, EVENTS_QUEUE, MessageBus } from '@tocsin/messaging';

import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';
import { IngestMetrics } from '../ingest.metrics';
import { inTime } from '../limits/in-time';
import { Patience } from '../limits/patience';
import { Turns } from '../limits/turns';
import { Spool, SpoolUnavailable, type SpooledBatch } from '../spool/spool';
import { notQueued, notSpooled, unexpected } from './not-taken';

/** Batches on their way to the broker or the spool at once; no more than the bus takes without a line of its own. */
const WIDTH = 32;
/** Batches of one source that may wait for their turn; its requests in flight hold fewer. */
const MAX_WAITING = 1_024;
/** A broker that has not confirmed after that long is taken for away: the sender's patience is needed for the spool. */
const CONFIRM_LIMIT_MS = 2_000;
/** While nothing tells of a change, it is tried again so often. */
const TRY_AGAIN_MS = 250;
const BEHIND_THE_SPOOL = new BusUnavailable('Older events wait in the spool.');

/** Makes batches durable: in the queue, or in the spool while the broker does not take them. */
@Injectable()
export class BatchPublisher {
  private readonly turns = new Turns({ width: WIDTH, maxWaiting: MAX_WAITING });

  constructor(
    private readonly bus: MessageBus,
    private readonly spool: Spool,
    private readonly metrics: IngestMetrics,
    @Inject(INGEST_OPTIONS) private readonly options: Pick<IngestOptions, 'patienceMs'>,
  ) {}

  /**
   * Resolves when another request may be read. Waits while the spool is full, so that nothing is stored of a request that
   * would be refused.
   * @throws {Refusal} when it stays full.
   */
  async whenOpen(patience: Patience): Promise<void> {
    if (!this.spool.isFull) return;
    const started = performance.now();
    this.metrics.waits();
    while (this.spool.isFull) {
      const leftMs = patience.leftMs - (performance.now() - started);
      if (leftMs <= 0) throw notSpooled();
      await this.spool.change(leftMs);
    }
    patience.spend(performance.now() - started);
  }

  /**
   * Resolves when the batch is durable.
   * @throws {Refusal} when it is not within the patience of its request, or when nobody can tell.
   */
  async publish(batch: EventBatch, patience = new Patience(this.options.patienceMs)): Promise<void> {
    const deadline = performance.now() + patience.leftMs;
    await this.turns.take(batch.source, patience.leftMs);
    try {
      await this.place(messageOf(batch), deadline);
    } finally {
      this.turns.leave();
    }
    patience.renew();
    this.metrics.durable(batch);
  }

  private async place(batch: SpooledBatch, deadline: number): Promise<void> {
    for (let isLate = false; ; isLate = true) {
      const unqueued = await this.queue(batch, Math.max(1, deadline - performance.now()));
      if (!unqueued) return;
      const unspooled = await this.spoolUp(batch);
      if (!unspooled) return;
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) throw this.hasSpool ? notSpooled(unspooled) : notQueued(unqueued);
      if (!isLate) this.metrics.waits();
      await this.spool.change(Math.min(leftMs, TRY_AGAIN_MS));
    }
  }

  /** @returns why the queue did not take the batch. */
  private async queue(batch: SpooledBatch, leftMs: number): Promise<BusError | undefined> {
    // Nothing overtakes what is in the spool: the way to the queue leads through it.
    if (!this.spool.isEmpty) return BEHIND_THE_SPOOL;
    const started = performance.now();
    const limitMs = this.hasSpool ? Math.min(leftMs, CONFIRM_LIMIT_MS) : leftMs;
    try {
      await inTime(this.bus.publish(EVENTS_QUEUE, batch), limitMs, () => new BusUnavailable('no confirm in time'));
    } catch (error) {
      if (error instanceof BusError) return error;
      throw unexpected(error);
    }
    this.metrics.confirmed((performance.now() - started) / 1_000);
    return undefined;
  }

  /** @returns why the spool did not take the batch. */
  private async spoolUp(batch: SpooledBatch): Promise<SpoolUnavailable | undefined> {
    try {
      // What the bus would never take must not stop all that is behind it.
      assertSendable(batch);
      await this.spool.append(batch);
      return undefined;
    } catch (error) {
      if (error instanceof SpoolUnavailable) return error;
      throw unexpected(error);
    }
  }

  private get hasSpool(): boolean {
    return this.spool.usage.maxBytes > 0;
  }
}

function messageOf(batch: EventBatch): SpooledBatch {
  const { id, source, dialect, claim, ids } = batch;
  const headers = { source, dialect, ...(claim === undefined ? {} : { claim }) };
  return { id, headers, body: encodeBatch(batch), events: ids.length };
}
