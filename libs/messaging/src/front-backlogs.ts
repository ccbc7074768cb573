import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

import { MessageBus } from './message-bus';
import { EVENTS_BACKLOG_FACT } from './topology';

/** Told every ten seconds by each pipeline worker. */
const factSchema = z.object({ broker: z.string().max(300), depth: z.number().int().min(0).nullable() });

/** After so long without a word nobody knows how much waits; after an hour the front end was taken away. */
const NOT_KNOWN_AFTER_MS = 45_000;
const FORGOTTEN_AFTER_MS = 3_600_000;
/** Within this time a worker that runs has told of each front end twice. */
const HEARD_OF_ALL_AFTER_MS = 25_000;
const MOST_FRONTS = 200;

interface FrontBacklog {
  readonly broker: string;
  /** Null when nobody knows. */
  readonly depth: number | null;
}

/** How many batches wait at the brokers of front ends, as the pipeline says: nobody else has their addresses. */
@Injectable()
export class FrontBacklogs implements OnApplicationBootstrap {
  private readonly log = new Logger(FrontBacklogs.name);
  private readonly told = new LRUCache<string, { readonly depth: number | null; readonly at: number }>({
    max: MOST_FRONTS,
    ttl: FORGOTTEN_AFTER_MS,
  });

  private heardOfAllAt = 0;

  constructor(private readonly bus: MessageBus) {}

  onApplicationBootstrap(): void {
    this.heardOfAllAt = performance.now() + HEARD_OF_ALL_AFTER_MS;
    this.bus
      .listen(EVENTS_BACKLOG_FACT, (fact) => this.take(fact))
      .catch((error: unknown) => this.log.error(`Nobody can tell us of front ends: ${String(error)}`));
  }

  /** False just after the start, when a front end may not have been told of yet. */
  get hasHeardOfAll(): boolean {
    return performance.now() >= this.heardOfAllAt;
  }

  /** In the order of their names. */
  now(): FrontBacklog[] {
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
