import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { MessageBus, type Subscription } from '@tocsin/messaging';

import { StartConditions } from '../../../batch/start-conditions';
import { WatchlistHealth } from './watchlist-health';
import { WatchlistIndex } from './watchlist-index';
import type { WatchlistOptions } from './watchlist.options';
import { Watchlists } from './watchlists';

/** Told by the API when an entry was added, changed or removed. */
export const WATCHLIST_CHANGED = 'watchlist.changed';

/** Keeps the watchlists in memory and up to date. While they cannot be loaded, the last ones stay in force. */
@Injectable()
export class WatchlistKeeper implements OnModuleDestroy {
  private readonly log = new Logger(WatchlistKeeper.name);
  private readonly tasks: { timer?: NodeJS.Timeout; subscription?: Subscription } = {};
  private options: WatchlistOptions;
  private loading: Promise<void> | undefined;
  private isStale = false;
  index = new WatchlistIndex([], 1);

  constructor(
    private readonly watchlists: Watchlists,
    private readonly bus: MessageBus,
    private readonly conditions: StartConditions,
    private readonly health: WatchlistHealth,
  ) {}

  /** Starts loading; the pipeline takes no event before the lists are there. */
  start(options: WatchlistOptions): void {
    this.options = options;
    this.conditions.add('the watchlists', () => this.load());
    this.tasks.timer = setInterval(() => void this.refresh(), options.refreshSeconds * 1_000).unref();
    this.bus
      .listen(WATCHLIST_CHANGED, () => void this.refresh())
      .then((subscription) => (this.tasks.subscription = subscription))
      .catch((error: unknown) => this.log.warn(`Hears of changes to watchlists by the timer only: ${String(error)}`));
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.tasks.timer);
    await this.tasks.subscription?.close();
  }

  /** Loads the lists again. A call while they are being loaded makes one more load follow, however many calls there are. */
  async refresh(): Promise<void> {
    if (this.loading !== undefined) {
      this.isStale = true;
      return this.loading;
    }
    this.loading = this.loadUntilFresh();
    await this.loading;
    this.loading = undefined;
  }

  private async loadUntilFresh(): Promise<void> {
    do {
      this.isStale = false;
      try {
        await this.load();
      } catch (error) {
        this.health.failed(error);
      }
    } while (this.isStale);
  }

  private async load(): Promise<void> {
    this.index = new WatchlistIndex(await this.watchlists.load(), this.options.cacheEntries);
    this.health.loaded(this.index.size);
  }
}
