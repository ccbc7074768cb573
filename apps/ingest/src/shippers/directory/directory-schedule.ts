import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DatabaseReady } from '@tocsin/database';
import { MessageBus, SENDERS_CHANGED_FACT, type Subscription } from '@tocsin/messaging';

import { DirectoryKeeper } from './directory-keeper';

/** With the time one look may take, a key that was revoked ends within five seconds. */
const LOOK_EVERY_MS = 2_000;

/** Lets the keeper look for changes every two seconds, and at once when somebody tells of one. */
@Injectable()
export class DirectorySchedule implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(DirectorySchedule.name);
  private readonly stopping = new AbortController();
  private subscription: Promise<Subscription | undefined> = Promise.resolve(undefined);

  constructor(
    private readonly keeper: DirectoryKeeper,
    private readonly database: DatabaseReady,
    private readonly bus: MessageBus,
  ) {}

  onModuleInit(): void {
    void this.database.whenReady().then(() => this.begin());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await (await this.subscription)?.close();
  }

  private begin(): void {
    const { signal } = this.stopping;
    if (signal.aborted) return;
    const timer = setInterval(() => void this.keeper.look(), LOOK_EVERY_MS).unref();
    signal.addEventListener('abort', () => clearInterval(timer));
    this.subscription = this.bus
      .listen(SENDERS_CHANGED_FACT, () => void this.keeper.look())
      .catch((error: unknown) => {
        this.log.warn(`Hears of changed keys by the timer only: ${String(error)}`);
        return undefined;
      });
    this.keeper.begin();
  }
}
