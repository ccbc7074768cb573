import { Injectable, Logger } from '@nestjs/common';
import type { ListEntity } from '@tocsin/database';
import { LISTS_CHANGED_FACT, MessageBus } from '@tocsin/messaging';

/** Under which changes of watchlists were told before there were other lists. */
const WATCHLIST_CHANGED_FACT = 'watchlist.changed';

/** Tells the workers that a list changed. */
@Injectable()
export class ListNews {
  private readonly log = new Logger(ListNews.name);

  constructor(private readonly bus: MessageBus) {}

  /** Does not wait for the bus: the change is stored, and whoever keeps a copy of the list also asks on a timer. */
  tell({ name, kind }: Pick<ListEntity, 'name' | 'kind'>): void {
    const topics = kind === 'watchlist' ? [LISTS_CHANGED_FACT, WATCHLIST_CHANGED_FACT] : [LISTS_CHANGED_FACT];
    for (const topic of topics)
      this.bus.announce(topic, { name }).catch((error: unknown) => {
        this.log.warn(`A change of list ${name} could not be announced: ${String(error)}`);
      });
  }
}
