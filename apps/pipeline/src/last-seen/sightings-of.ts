import type { Sighting } from '@tocsin/ledger';

import type { BatchEvent } from '../batch/batch-under-way';
import type { KeyedList } from './last-seen-keys';
import { storable } from './storable';

type Gathered = { -readonly [K in keyof Sighting]: Sighting[K] };

/** What a batch's events have in common, one for each key: how often, from when to when. A repetition counts as often as it says. */
export function sightingsOf(events: readonly BatchEvent[], lists: readonly KeyedList[]): Sighting[] {
  const gathered = new Map<string, Gathered>();
  for (const { event, id } of events) {
    const at = event['@timestamp'];
    const repeat = event['tocsin.repeat'];
    const count = typeof repeat === 'number' && repeat > 0 ? Math.floor(repeat) : 1;
    for (const list of lists)
      for (const key of list.keysOf(event)) gather(gathered, { list: list.name, key, count, at, id });
  }
  return [...gathered.values()];
}

interface One {
  readonly list: string;
  readonly key: string;
  readonly count: number;
  readonly at: string;
  readonly id: string;
}

function gather(gathered: Map<string, Gathered>, { list, key, count, at, id }: One): void {
  const name = `${list} ${key}`;
  const known = gathered.get(name);
  if (known === undefined) {
    gathered.set(name, { list, key, count, first: at, last: at, eventId: storable(id) });
    return;
  }
  known.count += count;
  if (at < known.first) known.first = at;
  if (at < known.last) return;
  known.last = at;
  known.eventId = storable(id);
}
