import { setTimeout as wait } from 'node:timers/promises';

import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { isDatabaseUnavailable } from '@tocsin/database';
import type { Signal } from '@tocsin/event-model';
import {
  JoinedWrites,
  MessageBus,
  SIGNALS_QUEUE,
  type Delivery,
  type Disposition,
  type Subscription,
} from '@tocsin/messaging';
import { Metrics } from '@tocsin/observability';

import type { AlertingOptions } from '../alerting.config';
import { ALERTING_OPTIONS } from '../alerting-options';
import { AlertRaiser } from '../raising/alert-raiser';
import { decodeSignals } from './decode-signals';

const PAUSE_MS = 1_000;
/** Of one transaction; more only when one message has more. */
const MOST_SIGNALS = 1_000;

/** Takes signals from the queue; a message is acknowledged when its alerts are committed. While one transaction runs, the next gathers. */
@Injectable()
export class SignalConsumer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(SignalConsumer.name);
  private readonly counted;
  private readonly stopping = new AbortController();
  private readonly raising: JoinedWrites<Signal, never>;
  private subscription: Promise<Subscription> | undefined;

  constructor(
    @Inject(ALERTING_OPTIONS) private readonly options: AlertingOptions,
    private readonly bus: MessageBus,
    raiser: AlertRaiser,
    metrics: Metrics,
  ) {
    const raise = async (signals: readonly Signal[]): Promise<never[]> => {
      await raiser.raise(signals);
      return [];
    };
    this.raising = new JoinedWrites(raise, {
      maxItems: MOST_SIGNALS,
      maxInFlight: 1,
      isOutage: isDatabaseUnavailable,
    });
    this.counted = metrics.counter('tocsin_signals_total', 'Signals taken from the queue.', ['outcome']);
  }

  onApplicationBootstrap(): void {
    const { prefetch } = this.options;
    this.subscription = this.bus.consume(SIGNALS_QUEUE, { prefetch }, (delivery) => this.take(delivery));
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    const subscription = await this.subscription;
    await subscription?.close();
  }

  private async take(delivery: Delivery): Promise<Disposition> {
    const signals = decodeSignals(delivery.body);
    if (signals === undefined) {
      this.counted.inc({ outcome: 'parked' });
      return { kind: 'park', reason: 'This message is not a JSON array of signals.' };
    }
    const isRaised = await this.raisePatiently(signals);
    if (!isRaised) return { kind: 'retry', afterMs: 0 };
    this.counted.inc({ outcome: 'grouped' }, signals.length);
    return { kind: 'ack' };
  }

  /** Waits out a database that is away, holding the message; false when the service stops meanwhile. */
  private async raisePatiently(signals: readonly Signal[]): Promise<boolean> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.raising.add(signals);
        return true;
      } catch (error) {
        if (!isDatabaseUnavailable(error)) throw error;
        this.log.warn(`${signals.length} signal(s) wait for PostgreSQL: ${(error as Error).message}`);
        await wait(PAUSE_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    return false;
  }
}
