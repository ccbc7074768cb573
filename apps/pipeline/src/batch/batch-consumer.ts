import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EVENTS_QUEUE, MessageBus, type Subscription } from '@tocsin/messaging';
import type { CheckResult } from '@tocsin/observability';

import { PIPELINE_OPTIONS } from '../pipeline-options';
import type { PipelineOptions } from '../pipeline.config';
import { BatchHandler } from './batch-handler';
import { StartConditions } from './start-conditions';

/** Takes batches from the queue, as many at once as configured, from the moment everything needed to judge them is loaded. */
@Injectable()
export class BatchConsumer implements OnApplicationBootstrap, OnModuleDestroy {
  private subscription: Subscription | undefined;

  constructor(
    private readonly bus: MessageBus,
    private readonly handler: BatchHandler,
    private readonly conditions: StartConditions,
    @Inject(PIPELINE_OPTIONS) private readonly options: PipelineOptions,
  ) {}

  /** Does not wait: the service answers questions about its health meanwhile. */
  onApplicationBootstrap(): void {
    void this.conditions.whenMet('take events from the queue', async () => {
      const { prefetch } = this.options;
      this.subscription = await this.bus.consume(EVENTS_QUEUE, { prefetch }, (delivery) =>
        this.handler.handle(delivery),
      );
    });
  }

  async onModuleDestroy(): Promise<void> {
    // Batches under way end if the engines let them; what would have to wait goes back to the queue.
    this.conditions.stop();
    await this.subscription?.close();
  }

  check(): Promise<CheckResult> {
    const ok = this.subscription !== undefined;
    const missing = this.conditions.missing.join(', ');
    return Promise.resolve({ ok, detail: ok ? '' : `Takes no events yet; waits for ${missing || 'the queue'}.` });
  }
}
