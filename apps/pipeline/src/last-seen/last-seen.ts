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
  private tables: ReadonlyMap<string, SeenTable> = new Map();
  /** Before it is known what was seen, nothing is called new. */
  isLoaded = false;

  configure(lists: LastSeenLists): void {
    this.lists = keyedLists(lists);
    // Each has its own: a flood of new keys in one list leaves the others what they know.
    this.tables = new Map(Object.entries(lists).map(([name, { maxKeys }]) => [name, new SeenTable(maxKeys)]));
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
    for (const { list, key, last } of sightings) this.tables.get(list)?.see(key, Date.parse(last) / DAY_MS);
  }

  /** From now on the key is new. */
  forget(list: string, key: string): void {
    this.tables.get(list)?.forget(key);
  }

  /** Lists that remember no more keys. */
  get full(): string[] {
    return [...this.tables].filter(([, table]) => table.isFull).map(([name]) => name);
  }

  hasAttacked(address: string): boolean {
    return (this.tables.get(ATTACKERS)?.lastDay(keyOf([address.toLowerCase()])) ?? 0) > 0;
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
    const table = this.tables.get(name);
    const lastDay = table?.lastDay(key) ?? 0;
    const awayDays = Date.parse(at) / DAY_MS - lastDay;
    // When nothing more can be remembered, nothing can be called new.
    if (lastDay === 0) return table?.isFull === false ? name : undefined;
    const { returnDays, keepDays } = options;
    if (awayDays > keepDays) return name;
    if (returnDays === undefined || awayDays <= returnDays) return undefined;
    return `${name}:${returnDays}d`;
  }
}
