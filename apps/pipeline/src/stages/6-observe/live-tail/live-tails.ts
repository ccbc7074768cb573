import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { tailWantedSchema, type TailWanted } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { MessageBus, TAIL_LINES_FACT, TAIL_WANTED_FACT, type Subscription } from '@tocsin/messaging';
import { compilePredicate, parseQuery } from '@tocsin/query';

import type { BatchUnderWay } from '../../../batch/batch-under-way';
import { LiveTail } from './live-tail';

/** Enough for every responder of a team; whoever comes later sees nothing until one ends. */
const MAX_TAILS = 30;
const EVERY_MS = 250;

/**
 * Shows events to the consoles that watch the stream. Nothing is kept for them and nothing waits for them: what is more than they
 * can read is skipped, and its number told.
 */
@Injectable()
export class LiveTails implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(LiveTails.name);
  private readonly tails = new Map<string, LiveTail>();
  private timer: NodeJS.Timeout | undefined;
  private subscription: Subscription | undefined;

  constructor(
    private readonly bus: MessageBus,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.show(), EVERY_MS).unref();
    this.bus
      .listen(TAIL_WANTED_FACT, (fact) => this.want(fact))
      .then((subscription) => (this.subscription = subscription))
      .catch((error: unknown) => this.log.warn(`Cannot hear who watches the stream: ${String(error)}`));
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.subscription?.close();
  }

  /** Costs nothing while nobody watches. */
  offer({ events }: BatchUnderWay): void {
    for (const tail of this.tails.values()) for (const { id, event } of events) tail.offer(id, event);
  }

  /** Tells what has passed since the last time, and forgets who no longer watches. */
  show(): void {
    for (const [id, tail] of this.tails) {
      if (tail.isOver(this.clock.now())) this.tails.delete(id);
      const lines = tail.take();
      if (lines === undefined) continue;
      this.bus.announce(TAIL_LINES_FACT, { id, ...lines }).catch((error: unknown) => {
        this.log.debug(`Nobody could be shown the stream: ${String(error)}`);
      });
    }
  }

  private want(fact: unknown): void {
    const wanted = tailWantedSchema.safeParse(fact);
    if (!wanted.success) return;
    const { id, untilMs } = wanted.data;
    const known = this.tails.get(id);
    if (known !== undefined) known.renew(untilMs);
    else if (this.tails.size < MAX_TAILS) this.open(wanted.data);
  }

  private open({ id, where, untilMs }: TailWanted): void {
    try {
      const chooses = where.trim() === '' ? () => true : compilePredicate(parseQuery(where));
      this.tails.set(id, new LiveTail(chooses, untilMs));
    } catch (error) {
      // The API has checked the query; only another release can have sent this.
      this.log.warn(`A query of a live tail is not understood: ${String(error)}`);
    }
  }
}
