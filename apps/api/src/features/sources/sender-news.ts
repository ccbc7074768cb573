import { Injectable, Logger } from '@nestjs/common';
import { MessageBus, SENDERS_CHANGED_FACT } from '@tocsin/messaging';

/** Tells the front ends at once that a source or key has changed. */
@Injectable()
export class SenderNews {
  private readonly log = new Logger(SenderNews.name);

  constructor(private readonly bus: MessageBus) {}

  /** Does not wait for the bus: the change is stored, and every front end also looks for changes by itself. */
  tell(): void {
    this.bus.announce(SENDERS_CHANGED_FACT, {}).catch((error: unknown) => {
      this.log.warn(`Front ends learn of a changed source or key by their timers only: ${String(error)}`);
    });
  }
}
