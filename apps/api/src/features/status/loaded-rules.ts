import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { MessageBus, RULES_LOADED_FACT } from '@tocsin/messaging';
import { z } from 'zod';

/** Told when rules are loaded, and now and then. */
const factSchema = z.object({ from: z.string().max(64), count: z.number().int().min(0) });

/** A process that has said nothing for so long is gone, and its rules with it. */
const FORGOTTEN_AFTER_MS = 90_000;

/** How many rules are at work, as those who run them say. */
@Injectable()
export class LoadedRules implements OnApplicationBootstrap {
  private readonly log = new Logger(LoadedRules.name);
  private readonly told = new Map<string, { count: number; at: number }>();

  constructor(private readonly bus: MessageBus) {}

  onApplicationBootstrap(): void {
    this.bus
      .listen(RULES_LOADED_FACT, (fact) => this.take(fact))
      .catch((error: unknown) => this.log.error(`Nobody can tell us of rules: ${String(error)}`));
  }

  /** Null while nobody has told. */
  get count(): number | null {
    const since = performance.now() - FORGOTTEN_AFTER_MS;
    const current = [...this.told.values()].filter(({ at }) => at >= since);
    return current.length === 0 ? null : current.reduce((sum, { count }) => sum + count, 0);
  }

  private take(fact: unknown): void {
    const parsed = factSchema.safeParse(fact);
    if (parsed.success) this.told.set(parsed.data.from, { count: parsed.data.count, at: performance.now() });
  }
}
