import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { EventStore } from '@tocsin/event-store';
import { BusError } from '@tocsin/messaging';

import type { AlertingOptions } from '../alerting.config';
import { ALERTING_OPTIONS } from '../alerting-options';
import { EventsBacklog } from '../backlog/events-backlog';

/** What one run may take for granted. */
export interface Look {
  /** When the run began: later receipts are the next run's. */
  readonly now: Date;
  /** Is everything received before in the store? Else the checkpoint stays where it is, and the next run looks again. */
  readonly isComplete: boolean;
  /** How far before the checkpoint to look. */
  readonly lookBackMs: number;
}

/** A batch whose worker was cut off shows up late, and nobody says so; now and then a run looks this far back. */
const DEEP_LOOK_MS = 3_600_000;
const DEEP_LOOK_EVERY_MS = 600_000;

/**
 * Knows how far a run may trust the times of receipt. An event is received long before it is stored when the queue is full or the
 * store was away, so the checkpoint only moves over times of which nothing can be on its way any more.
 */
@Injectable()
export class Looks {
  private nextDeepAt = 0;
  private untrustedUntil = 0;
  private readonly overlapMs: number;

  constructor(
    @Inject(ALERTING_OPTIONS) options: AlertingOptions,
    private readonly clock: Clock,
    private readonly backlog: EventsBacklog,
    private readonly store: EventStore,
  ) {
    this.overlapMs = options.overlapSeconds * 1_000;
  }

  /** @throws {StoreUnavailable} when the store is away. */
  async next(): Promise<Look> {
    const now = this.clock.now();
    const isDrained = await this.isDrained();
    await this.store.refresh();
    const isDeep = now.getTime() >= this.nextDeepAt;
    if (isDeep) this.nextDeepAt = now.getTime() + DEEP_LOOK_EVERY_MS;
    const isComplete = isDrained && now.getTime() >= this.untrustedUntil;
    return { now, isComplete, lookBackMs: isDeep ? DEEP_LOOK_MS : this.overlapMs };
  }

  /** An engine was away: workers elsewhere may hold batches that no queue counts, and take a while to come back too. */
  distrust(): void {
    this.untrustedUntil = this.clock.now().getTime() + this.overlapMs;
  }

  private async isDrained(): Promise<boolean> {
    try {
      return await this.backlog.isEmpty();
    } catch (error) {
      if (error instanceof BusError) return false;
      throw error;
    }
  }
}
