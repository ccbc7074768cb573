import { Injectable } from '@nestjs/common';
import type { EventFields, EventHistogramQuery, EventValues, EventValuesQuery } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { FIELDS, fieldSpec, type FieldValue, type SecurityEvent } from '@tocsin/event-model';
import { EventStore, SearchTooSlow } from '@tocsin/event-store';
import { all, type Expr } from '@tocsin/query';

import { explained, selectionOf } from './event-selection';

/** Newest events that are looked at for the fields they have. */
const SAMPLE = 500;
/** A hostile event may have ten thousand fields. */
const MOST_OWN_FIELDS = 2_000;
/** Who types does not wait longer. */
const LIMIT_MS = 2_000;
/** Values of which those that begin otherwise are left out. */
const MOST_VALUES = 100;

/** What could be written in a query. */
@Injectable()
export class QueryHints {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  async fields(query: EventHistogramQuery): Promise<EventFields> {
    const selection = selectionOf(query, this.clock.now());
    const { events } = await explained(() => this.store.search({ ...selection, sort: 'newest', size: SAMPLE }));
    const counts = new Map(FIELDS.map(({ name }) => [name, 0]));
    for (const { event } of events)
      for (const name of namesOf(event))
        if (counts.has(name) || counts.size < FIELDS.length + MOST_OWN_FIELDS)
          counts.set(name, (counts.get(name) ?? 0) + 1);
    const fields = [...counts].map(([name, count]) => ({
      ...described(name),
      share: count / Math.max(1, events.length),
    }));
    return { sampled: events.length, fields: fields.sort((one, other) => other.share - one.share) };
  }

  async values({ field, prefix, size, ...given }: EventValuesQuery): Promise<EventValues> {
    const { expr, range } = selectionOf(given, this.clock.now());
    const request = {
      expr: all([expr, ...startsWith(field, prefix)]),
      range,
      field,
      size: MOST_VALUES,
      limitMs: LIMIT_MS,
    };
    try {
      const { values } = await explained(() => this.store.topValues(request));
      const start = prefix.toLowerCase();
      const fitting = values.filter(({ value }) => value.toLowerCase().startsWith(start));
      return { values: fitting.slice(0, size), problem: null };
    } catch (error) {
      if (error instanceof SearchTooSlow) return { values: [], problem: { code: 'too_slow', detail: error.message } };
      if (error instanceof RangeError) return { values: [], problem: { code: 'not_countable', detail: error.message } };
      throw error;
    }
  }
}

/** Addresses and numbers have no beginning that a store could look for. */
function startsWith(field: string, prefix: string): Expr[] {
  const type = fieldSpec(field)?.type ?? 'keyword';
  return prefix === '' || type !== 'keyword' ? [] : [{ kind: 'starts', field, value: prefix, cased: false }];
}

function described(name: string): Omit<EventFields['fields'][number], 'share'> {
  const { type = 'keyword', description = '' } = fieldSpec(name) ?? {};
  return { name, type, description };
}

/** Names of the fields of an event as a query writes them, each once. */
function namesOf({ details, ...event }: SecurityEvent): ReadonlySet<string> {
  const names = new Set(Object.keys(event).filter((name) => event[name] !== null && event[name] !== undefined));
  collect(details, 'details', names);
  return names;
}

function collect(value: FieldValue | undefined, name: string, names: Set<string>): void {
  if (value === null || value === undefined || names.size > MOST_OWN_FIELDS) return;
  if (Array.isArray(value)) for (const element of value as readonly FieldValue[]) collect(element, name, names);
  else if (typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) collect(inner, `${name}.${key}`, names);
  else names.add(name);
}
