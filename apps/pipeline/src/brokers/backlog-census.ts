import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EVENTS_BACKLOG_FACT, eventsWaiting, MessageBus } from '@tocsin/messaging';

import { PipelineMetrics } from '../batch/pipeline-metrics';
import { EventBrokers, type EventBroker } from './event-brokers';

const EVERY_MS = 10_000;

/** Says how many batches wait at each front end: nobody else has their addresses. */
@Injectable()
export class BacklogCensus {
  private readonly log = new Logger(BacklogCensus.name);

  constructor(
    private readonly brokers: EventBrokers,
    private readonly bus: MessageBus,
    private readonly metrics: PipelineMetrics,
  ) {}

  /** A fact that is missed, or could not be told, is told again. */
  @Interval(EVERY_MS)
  async tell(): Promise<void> {
    await Promise.all(this.brokers.fronts.map((broker) => this.tellOf(broker)));
  }

  private async tellOf({ name, bus }: EventBroker): Promise<void> {
    const depth = await eventsWaiting(bus).catch(() => null);
    this.metrics.backlog(name, depth);
    await this.bus
      .announce(EVENTS_BACKLOG_FACT, { broker: name, depth })
      .catch((error: unknown) => this.log.debug(String(error)));
  }
}
