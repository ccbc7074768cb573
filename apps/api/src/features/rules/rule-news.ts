import { Injectable, Logger } from '@nestjs/common';
import { MessageBus, RULES_CHANGED_FACT } from '@tocsin/messaging';

/** Tells the workers that rules changed. */
@Injectable()
export class RuleNews {
  private readonly log = new Logger(RuleNews.name);

  constructor(private readonly bus: MessageBus) {}

  /** Does not wait for the bus: the change is stored, and whoever keeps a copy also asks on a timer. */
  tell(): void {
    this.bus.announce(RULES_CHANGED_FACT, {}).catch((error: unknown) => {
      this.log.warn(`A change of rules could not be announced: ${String(error)}`);
    });
  }
}
