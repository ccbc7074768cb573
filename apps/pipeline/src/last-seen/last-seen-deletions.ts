import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LAST_SEEN_FORGOTTEN_FACT, MessageBus, type Subscription } from '@tocsin/messaging';
import { z } from 'zod';

import { LastSeen } from './last-seen';

const factSchema = z.object({ list: z.string(), key: z.string() });

/** Forgets the keys that somebody deleted. A worker that misses to hear of one knows it until it is started again. */
@Injectable()
export class LastSeenDeletions implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(LastSeenDeletions.name);
  private subscription: Subscription | undefined;

  constructor(
    private readonly bus: MessageBus,
    private readonly lastSeen: LastSeen,
  ) {}

  onApplicationBootstrap(): void {
    this.bus
      .listen(LAST_SEEN_FORGOTTEN_FACT, (fact) => this.forget(fact))
      .then((subscription) => (this.subscription = subscription))
      .catch((error: unknown) => this.log.warn(`Does not hear which keys are deleted: ${String(error)}`));
  }

  async onModuleDestroy(): Promise<void> {
    await this.subscription?.close();
  }

  private forget(fact: unknown): void {
    const deleted = factSchema.safeParse(fact);
    if (deleted.success) this.lastSeen.forget(deleted.data.list, deleted.data.key);
  }
}
