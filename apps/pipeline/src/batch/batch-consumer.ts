import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from '@tocsin/messaging';
import type { CheckResult } from '@tocsin/observability';

import { EventBrokers, type EventBroker } from '../brokers/event-brokers';
import { DrainOrder } from './drain/drain-order';
import { StartConditions } from './start-conditions';

/** Takes batches from every broker, as many of each at once as configured, from the moment everything needed to judge them is loaded. */
@Injectable()
export class BatchConsumer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly subscriptions: Subscription[] = [];

  constructor(
    private readonly brokers: EventBrokers,
    private readonly drain: DrainOrder,
    private readonly conditions: StartConditions,
  ) {}

  /** Does not wait: the service answers questions about its health meanwhile. */
  onApplicationBootstrap(): void {
    for (const broker of this.brokers.all) {
      void this.conditions.whenMet(`take events from ${broker.name}`, () => this.consume(broker));
    }
  }

  async onModuleDestroy(): Promise<void> {
    // Batches under way end if the engines let them; what would have to wait goes back to the queue.
    this.conditions.stop();
    await Promise.all(this.subscriptions.map((subscription) => subscription.close()));
  }

  check(): Promise<CheckResult> {
    const ok = this.subscriptions.length > 0;
    const missing = this.conditions.missing.join(', ');
    return Promise.resolve({ ok, detail: ok ? '' : `Takes no events yet; waits for ${missing || 'the queue'}.` });
  }

  private async consume({ bus }: EventBroker): Promise<void> {
    this.subscriptions.push(await this.drain.consume(bus));
  }
}
