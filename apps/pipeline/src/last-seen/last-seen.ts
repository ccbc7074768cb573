import { Injectable } from '@nestjs/common';
import type { SecurityEvent } from '@tocsin/event-model';
import type { Sighting } from '@tocsin/ledger';

import type { BatchEvent } from '../batch/batch-under-way';
import { keyedLists, keyOf, type KeyedList } from './last-seen-keys';
import { ATTACKERS, type LastSeenLists } from './last-seen-lists';
import { DAY_MS, SeenTable } from './seen-table';
import { sightingsOf } from './sightings-of';

/** What this worker knows of what was seen before: of all lists, in memory. */
@Injectable()
export class LastSeen {
  lists: readonly KeyedList[] = [];
  table = new SeenTable(0);
  /** Before it is known what was seen, nothing is called new. */
  isLoaded = false;

  configure(lists: LastSeenLists): void {
    this.lists = keyedLists(lists);
    this.table = new SeenTable(Object.values(lists).reduce((sum, { maxKeys }) => sum + maxKeys, 0));
  }

  /**
   * Names the lists in which each event's key is new, or back after a while (`assets:30d`). Of several events of a batch with one new
   * key the first says so. Nothing is remembered: asked again, it says the same.
   */
  newsOf(events: readonly Readonly<SecurityEvent>[]): readonly (readonly string[])[] {
    const told = new Set<string>();
    const lists = this.isLoaded ? this.lists : [];
    return events.map((event) => lists.flatMap((list) => this.newsIn(list, event, told)));
  }

  sightingsOf(events: readonly BatchEvent[]): readonly Sighting[] {
    return this.lists.length === 0 ? [] : sightingsOf(events, this.lists);
  }

  /** From now on these have been seen. */
  remember(sightings: readonly Pick<Sighting, 'list' | 'key' | 'last'>[]): void {
    for (const { list, key, last } of sightings) this.table.see(list, key, Date.parse(last) / DAY_MS);
  }

  hasAttacked(address: string): boolean {
    return this.table.lastDay(ATTACKERS, keyOf([address.toLowerCase()])) > 0;
  }

  private newsIn(list: KeyedList, event: Readonly<SecurityEvent>, told: Set<string>): string[] {
    for (const key of list.keysOf(event)) {
      const news = this.newsOfKey(list, key, event['@timestamp']);
      const name = `${list.name} ${key}`;
      if (news === undefined || told.has(name)) continue;
      told.add(name);
      return [news];
    }
    return [];
  }

  private newsOfKey({ name, options }: KeyedList, key: string, at: string): string | undefined {
    const lastDay = this.table.lastDay(name, key);
    // When nothing more can be remembered, nothing can be called new.
    if (lastDay === 0) return this.table.isFull ? undefined : name;
    const { returnDays } = options;
    if (returnDays === undefined || Date.parse(at) / DAY_MS - lastDay <= returnDays) return undefined;
    return `${name}:${returnDays}d`;
  }
}
