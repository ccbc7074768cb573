import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { SystemStatus } from '@tocsin/api-contract';
import { EVENTS_BACKLOG_FACT, MessageBus } from '@tocsin/messaging';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

/** Told every ten seconds by each pipeline worker. */
const factSchema = z.object({ broker: z.string().max(300), depth: z.number().int().min(0).nullable() });

/** After so long without a word nobody knows how much waits; after an hour the front end was taken away. */
const NOT_KNOWN_AFTER_MS = 45_000;
const FORGOTTEN_AFTER_MS = 3_600_000;
const MOST_FRONTS = 200;

/** How many batches wait at the brokers of front ends, as the pipeline says: the api has no addresses of them. */
@Injectable()
export class FrontBacklogs implements OnApplicationBootstrap {
  private readonly log = new Logger(FrontBacklogs.name);
  private readonly told = new LRUCache<string, { readonly depth: number | null; readonly at: number }>({
    max: MOST_FRONTS,
    ttl: FORGOTTEN_AFTER_MS,
  });

  constructor(private readonly bus: MessageBus) {}

  onApplicationBootstrap(): void {
    this.bus
      .listen(EVENTS_BACKLOG_FACT, (fact) => this.take(fact))
      .catch((error: unknown) => this.log.error(`Nobody can tell us of front ends: ${String(error)}`));
  }

  /** In the order of their names. */
  now(): SystemStatus['queue']['fronts'] {
    const since = performance.now() - NOT_KNOWN_AFTER_MS;
    return [...this.told.entries()]
      .map(([broker, { depth, at }]) => ({ broker, depth: at < since ? null : depth }))
      .toSorted((one, other) => one.broker.localeCompare(other.broker));
  }

  private take(fact: unknown): void {
    const parsed = factSchema.safeParse(fact);
    if (parsed.success) this.told.set(parsed.data.broker, { depth: parsed.data.depth, at: performance.now() });
  }
}
