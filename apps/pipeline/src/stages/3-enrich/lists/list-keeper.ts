import { setImmediate as others } from 'node:timers/promises';

import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { ListKind } from '@tocsin/database';
import type { ValueKind } from '@tocsin/lists';
import { LISTS_CHANGED_FACT, MessageBus, type Subscription } from '@tocsin/messaging';

import { StartConditions } from '../../../batch/start-conditions';
import { ListHealth } from './list-health';
import { ListLoader } from './list-loader';
import type { ListHit } from './list-memory';
import type { ListOptions } from './list.options';

/**
 * Keeps lists in memory and up to date for the enrichers that asked for their kind. While they cannot be read, the last ones
 * stay in force.
 */
@Injectable()
export class ListKeeper implements OnModuleDestroy {
  private readonly log = new Logger(ListKeeper.name);
  private readonly watched = new Map<ListKind, ListOptions>();
  private timer: NodeJS.Timeout | undefined;
  private subscription: Promise<Subscription | undefined> | undefined;
  private loading: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(
    private readonly loader: ListLoader,
    private readonly bus: MessageBus,
    private readonly conditions: StartConditions,
    private readonly health: ListHealth,
  ) {}

  /** Starts loading lists of a kind; the pipeline takes no event before they are there. */
  watch(kind: ListKind, options: ListOptions): void {
    this.watched.set(kind, options);
    this.conditions.add(`lists of kind ${kind}`, () => this.load());
    this.subscription ??= this.listen();
    clearInterval(this.timer);
    const seconds = Math.min(...[...this.watched.values()].map(({ refreshSeconds }) => refreshSeconds));
    this.timer = setInterval(() => void this.refresh(), seconds * 1_000).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await (await this.subscription)?.close();
  }

  isEmpty(kind: ListKind): boolean {
    return this.loader.memory.size(kind) === 0;
  }

  /** Terms in force that a value meets, the most specific first. */
  hits(kind: ListKind, valueKind: ValueKind, value: string): readonly ListHit[] {
    return this.loader.hits(kind, valueKind, value);
  }

  /** Brings the lists up to date; what goes wrong is shown, not thrown. */
  async refresh(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      this.health.failed(error);
    }
  }

  /** A call while lists are being loaded makes one more load follow, however many calls there are. */
  private load(): Promise<void> {
    this.next ??= this.loading
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        this.loading = this.loadNow();
        return this.loading;
      });
    return this.next;
  }

  private async loadNow(): Promise<void> {
    await this.loader.load(new Map([...this.watched].map(([kind, { cacheEntries }]) => [kind, cacheEntries])));
    this.health.loaded(this.loader.memory, [...this.watched.keys()], this.loader.revision);
    for (const steps = this.loader.sweep(); steps.next().done !== true;) await others();
  }

  private async listen(): Promise<Subscription | undefined> {
    try {
      return await this.bus.listen(LISTS_CHANGED_FACT, () => void this.refresh());
    } catch (error) {
      this.log.warn(`Hears of changes to lists by the timer only: ${String(error)}`);
      return undefined;
    }
  }
}
