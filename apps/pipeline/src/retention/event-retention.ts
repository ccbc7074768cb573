import { Inject, Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { Clock } from '@tocsin/clock';
import { EventStore } from '@tocsin/event-store';
import { Metrics } from '@tocsin/observability';

import { PIPELINE_OPTIONS } from '../pipeline-options';
import type { PipelineOptions } from '../pipeline.config';

const DAY_MS = 86_400_000;

/** Deletes days of events that are older than they are to be kept. Several workers may do it at once. */
@Injectable()
export class EventRetention {
  private readonly log = new Logger(EventRetention.name);
  private readonly dropped;

  constructor(
    @Inject(PIPELINE_OPTIONS) private readonly options: PipelineOptions,
    private readonly store: EventStore,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.dropped = metrics.counter('tocsin_event_days_dropped_total', 'Days of events deleted because of their age.');
  }

  @Cron(CronExpression.EVERY_HOUR)
  async drop(): Promise<void> {
    const oldest = new Date(this.clock.now().getTime() - this.options.retentionDays * DAY_MS)
      .toISOString()
      .slice(0, 10);
    try {
      const days = await this.store.dropBefore(oldest);
      this.dropped.inc(days.length);
      if (days.length > 0)
        this.log.log(`Events of ${days.join(', ')} are deleted: older than ${this.options.retentionDays} days.`);
    } catch (error) {
      this.log.warn(`Old events stay for now, and are tried again in an hour: ${(error as Error).message}`);
    }
  }
}
