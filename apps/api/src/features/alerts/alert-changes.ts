import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { MessageBus } from '@tocsin/messaging';
import { z } from 'zod';

/** Topic on which everybody hears of an alert that was made or changed, as `{id, revision}`. */
const ALERT_CHANGED = 'alert.changed';

const factSchema = z.object({ id: z.uuid() });

/** Tells and hears which alerts changed: this process at once, others over the bus. */
@Injectable()
export class AlertChanges implements OnApplicationBootstrap {
  private readonly log = new Logger(AlertChanges.name);
  private readonly listeners: ((id: string) => void)[] = [];

  constructor(private readonly bus: MessageBus) {}

  onApplicationBootstrap(): void {
    this.bus
      .listen(ALERT_CHANGED, (fact) => this.take(fact))
      .catch((error: unknown) => {
        this.log.error(`Changes of alerts are seen late, for nobody can tell of them: ${String(error)}`);
      });
  }

  /** Hears of each change at least once, or misses it: facts are not durable. */
  listen(listener: (id: string) => void): void {
    this.listeners.push(listener);
  }

  /** Does not wait for the bus: the change is stored, and every api looks for changes it was not told of. */
  tell(id: string, revision?: number): void {
    this.hear(id);
    this.bus.announce(ALERT_CHANGED, { id, revision }).catch((error: unknown) => {
      this.log.warn(`A change of an alert could not be announced: ${String(error)}`);
    });
  }

  private take(fact: unknown): void {
    const parsed = factSchema.safeParse(fact);
    if (parsed.success) this.hear(parsed.data.id);
    else this.log.warn(`A fact on ${ALERT_CHANGED} names no alert.`);
  }

  private hear(id: string): void {
    for (const listener of this.listeners) listener(id);
  }
}
