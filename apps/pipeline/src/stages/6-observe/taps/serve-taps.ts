import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { MessageBus, type Delivery, type Disposition, type Subscription } from '@tocsin/messaging';
import { DeliveryRefused } from '@tocsin/plugin-kit';

import { OpenTaps, type OpenTap } from './open-taps';
import { TapMetrics } from './tap-metrics';
import { tapQueue } from './tap-settings';

const DELIVER_WITHIN_MS = 30_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Takes what waits in front of each tap through it, one delivery at a time, and again later what failed. */
@Injectable()
export class ServeTaps implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Taps');
  private readonly stopping = new AbortController();
  private subscriptions: readonly Subscription[] = [];

  constructor(
    private readonly taps: OpenTaps,
    private readonly bus: MessageBus,
    private readonly metrics: TapMetrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.subscriptions = await Promise.all(
      this.taps.all.map((tap) =>
        this.bus.consume(tapQueue(tap.name), { prefetch: 1 }, (delivery) => this.serve(tap, delivery)),
      ),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.subscriptions.map((subscription) => subscription.close()));
  }

  private async serve({ name, tap, options }: OpenTap, delivery: Delivery): Promise<Disposition> {
    const { id, body, headers, attempt } = delivery;
    const count = Number(headers['count'] ?? 0);
    const signal = AbortSignal.any([AbortSignal.timeout(DELIVER_WITHIN_MS), this.stopping.signal]);
    try {
      await tap.deliver({ id, tap: name, source: headers['source'] ?? '', count, ndjson: body }, options, signal);
    } catch (error) {
      return this.afterFailure(name, count, attempt, error);
    }
    this.metrics.count(name, 'delivered', count);
    this.metrics.well(name);
    return { kind: 'ack' };
  }

  private afterFailure(name: string, count: number, attempt: number, error: unknown): Disposition {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof DeliveryRefused) {
      this.metrics.count(name, 'set_aside', count);
      this.log.error(`Tap ${name}: ${count} event(s) will never be taken and were set aside: ${why}`);
      return { kind: 'park', reason: why };
    }
    if (attempt === 1) this.log.warn(`Tap ${name} cannot deliver and tries again: ${why}`);
    this.metrics.failed(name, why);
    return { kind: 'retry', afterMs: Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 10), LONGEST_PAUSE_MS) };
  }
}
