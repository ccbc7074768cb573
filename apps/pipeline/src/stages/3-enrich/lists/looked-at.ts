import type { FieldValue, SecurityEvent } from '@tocsin/event-model';
import type { ListKind } from '@tocsin/database';
import type { ValueKind } from '@tocsin/lists';

import type { ListKeeper } from './list-keeper';
import type { ListHit } from './list-memory';

/** A field in which values are looked for, and what they are. */
export interface LookedAt {
  readonly field: string;
  readonly valueKind: ValueKind;
}

/** A hit and where it was met. */
export interface EventHit extends ListHit {
  readonly field: string;
  readonly value: string;
}

/** More hits say nothing new, and an event that gathers thousands of addresses must stay small. */
const MAX_HITS = 50;
const NO_HITS: readonly EventHit[] = [];

/** Fields by what their values are. */
export function lookedAt(fields: Readonly<Partial<Record<ValueKind, readonly string[]>>>): readonly LookedAt[] {
  return (Object.entries(fields) as [ValueKind, readonly string[]][]).flatMap(([valueKind, names]) =>
    names.map((field) => ({ field, valueKind })),
  );
}

/** Fields of a list of {@link LookedAt}, for a plug-in's `reads`. */
export function namesOf(fields: readonly LookedAt[]): string[] {
  return fields.map(({ field }) => field);
}

/** Looks in some fields of events for terms of one kind of list. */
export class ListLookup {
  /** @param perValue how many hits of a value count; they come with the most specific first. */
  constructor(
    private readonly keeper: ListKeeper,
    private readonly kind: ListKind,
    private readonly fields: readonly LookedAt[],
    private readonly perValue = MAX_HITS,
  ) {}

  /** What the values of an event meet: each term of a list once, where it was met first. */
  hitsOf(event: Readonly<SecurityEvent>): readonly EventHit[] {
    if (this.keeper.isEmpty(this.kind)) return NO_HITS;
    let hits: Map<string, EventHit> | undefined;
    for (const { field, valueKind } of this.fields) {
      const value = event[field];
      if (value === undefined || value === null) continue;
      for (const one of Array.isArray(value) ? (value as readonly FieldValue[]) : [value]) {
        if (typeof one !== 'string') continue;
        const met = this.keeper.hits(this.kind, valueKind, one);
        if (met.length === 0) continue;
        hits ??= new Map();
        this.add(hits, met, { field, value: one });
      }
    }
    return hits === undefined ? NO_HITS : [...hits.values()];
  }

  private add(hits: Map<string, EventHit>, met: readonly ListHit[], where: Pick<EventHit, 'field' | 'value'>): void {
    for (const hit of met.slice(0, this.perValue)) {
      const id = `${hit.list.id} ${hit.term}`;
      if (!hits.has(id) && hits.size < MAX_HITS) hits.set(id, { ...hit, ...where });
    }
  }
}
