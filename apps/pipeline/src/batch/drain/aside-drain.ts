import { setTimeout as wait } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import type { Subscription } from '@tocsin/messaging';

const EVERY_MS = 1_000;

/** Consumes what was put aside while nothing else waits: looks every second, and stops when others have come. */
export class AsideDrain implements Subscription {
  private readonly log = new Logger(AsideDrain.name);
  private readonly closing = new AbortController();
  private readonly going: Promise<void>;
  private subscription: Subscription | undefined;

  constructor(
    private readonly open: () => Promise<Subscription>,
    private readonly isCalm: () => Promise<boolean>,
  ) {
    this.going = this.goOn();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.going;
    await this.subscription?.close();
  }

  private async goOn(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.look().catch((error: unknown) => this.log.warn(`Looks again in a second: ${String(error)}`));
      await wait(EVERY_MS, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    const isCalm = await this.isCalm();
    if (isCalm) this.subscription ??= await this.open();
    else {
      const open = this.subscription;
      this.subscription = undefined;
      await open?.close();
    }
  }
}
