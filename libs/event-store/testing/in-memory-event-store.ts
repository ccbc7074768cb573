import { STATES, type IdentifiedEvent, type SecurityEvent } from '@tocsin/event-model';
import { compilePredicate, type Expr } from '@tocsin/query';

import { decodeCursor, encodeCursor } from '../src/cursor';
import {
  EventStore,
  SearchTooSlow,
  StoreUnavailable,
  type AppendOutcome,
  type Group,
  type GroupRequest,
  type HistogramBar,
  type HistogramRequest,
  type SearchPage,
  type SearchRequest,
  type StoredEvent,
  type StoreHealth,
  type TimeRange,
  type TopValues,
  type TopValuesRequest,
} from '../src/event-store';
import { assertGroupable, groupValues } from '../src/group-key';
import { assertTopValues, topOf } from '../src/top-values';
import { examine, type AcceptableEvent } from '../src/refusal';
import { assertBars, assertPageSize, timeSpan } from '../src/time-span';

/** The port in memory, for unit tests of its users. Keeps every promise of the contract but the disk. */
export class InMemoryEventStore extends EventStore {
  /** Set it to have every method fail as if the engine were away; clear it and all works again. */
  outage: string | undefined;

  private readonly kept = new Map<string, AcceptableEvent>();

  /** Everything stored, in order of arrival. */
  get events(): readonly StoredEvent[] {
    return [...this.kept.values()].map(asGiven);
  }

  override append(events: readonly IdentifiedEvent[]): Promise<readonly AppendOutcome[]> {
    return this.answer(() => events.map((item) => this.keep(item)));
  }

  override get(id: string): Promise<StoredEvent | undefined> {
    return this.answer(() => {
      const found = [...this.kept.values()].filter((item) => item.id === id).sort(byTime);
      const newest = found.at(-1);
      return newest && asGiven(newest);
    });
  }

  override search(request: SearchRequest): Promise<SearchPage> {
    return this.answer(() => {
      assertPageSize(request);
      const all = this.select(request.expr, request.range);
      const sorted = request.sort === 'newest' ? all.reverse() : all;
      const rest = request.cursor === undefined ? sorted : after(sorted, request);
      const page = rest.slice(0, request.size);
      const last = page.at(-1);
      const events = page.map(asGiven);
      return last !== undefined && rest.length > page.length
        ? { events, total: all.length, cursor: encodeCursor(last) }
        : { events, total: all.length };
    });
  }

  override async *groups(request: GroupRequest): AsyncIterable<Group> {
    assertGroupable(request.groupBy);
    const found = await this.answer(() => this.select(request.expr, request.range));
    const groups = new Map<string, Group>();
    for (const item of found) {
      const at = new Date(item.at).toISOString();
      for (const key of keysOf(item.event, request.groupBy)) {
        const name = JSON.stringify(key);
        const { count, first } = groups.get(name) ?? { count: 0, first: at };
        groups.set(name, { key, count: count + 1, first, last: at });
      }
    }
    for (const group of groups.values()) if (group.count >= request.minCount) yield group;
  }

  override histogram(request: HistogramRequest): Promise<readonly HistogramBar[]> {
    return this.answer(() => {
      assertBars(request);
      const { field } = timeSpan(request.range);
      const width = request.seconds * 1_000;
      const counts = new Map<number, number>();
      for (const { at, ingested } of this.select(request.expr, request.range)) {
        const from = Math.floor((field === '@timestamp' ? at : (ingested ?? at)) / width) * width;
        counts.set(from, (counts.get(from) ?? 0) + 1);
      }
      const bars = [...counts].sort(([one], [other]) => one - other);
      return bars.map(([from, count]) => ({ from: new Date(from).toISOString(), count }));
    });
  }

  override topValues(request: TopValuesRequest): Promise<TopValues> {
    return this.answer(() => {
      assertTopValues(request);
      const begin = performance.now();
      const found = this.select(request.expr, request.range);
      const keys = found.map(({ event }) => groupValues(event, request.field));
      const counts = new Map<string, number>();
      for (const value of keys.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
      if (performance.now() - begin > request.limitMs) throw new SearchTooSlow(request.limitMs);
      const values = [...counts].map(([value, count]) => ({ value, count }));
      const events = keys.filter(({ length }) => length > 0).length;
      return { total: found.length, events, ...topOf(values, request.size) };
    });
  }

  override async *scan(expr: Expr, range: TimeRange): AsyncIterable<StoredEvent> {
    yield* (await this.answer(() => this.select(expr, range))).map(asGiven);
  }

  override dropBefore(day: string): Promise<readonly string[]> {
    return this.answer(() => {
      const from = Date.parse(day);
      const isOld = (item: AcceptableEvent) => (item.day === STATES ? item.at < from : item.day < day);
      const dropped = [...this.kept].filter(([, item]) => isOld(item));
      for (const [key] of dropped) this.kept.delete(key);
      return [...new Set(dropped.map(([, item]) => item.day))].filter((one) => one !== STATES).sort();
    });
  }

  override refresh(): Promise<void> {
    return this.answer(() => undefined);
  }

  override health(): Promise<StoreHealth> {
    return Promise.resolve({ isWritable: this.outage === undefined, detail: this.outage ?? '' });
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }

  private async answer<T>(work: () => T): Promise<T> {
    // A caller that forgets to await must fail here as it would with a real engine.
    await Promise.resolve();
    if (this.outage !== undefined) throw new StoreUnavailable(this.outage);
    return work();
  }

  private keep(item: IdentifiedEvent): AppendOutcome {
    const examined = examine(item);
    if ('refused' in examined) return { kind: 'rejected', reason: examined.refused };
    const key = `${item.day} ${item.id}`;
    const there = this.kept.get(key);
    if (there !== undefined && (item.day !== STATES || there.at > examined.at)) return { kind: 'duplicate' };
    this.kept.set(key, examined);
    return { kind: 'stored' };
  }

  private select(expr: Expr, range: TimeRange): AcceptableEvent[] {
    const { from, to, field } = timeSpan(range);
    const matches = compilePredicate(expr);
    const isInside = (item: AcceptableEvent) => {
      const at = field === '@timestamp' ? item.at : item.ingested;
      return at !== undefined && at >= from && at < to;
    };
    return [...this.kept.values()].filter((item) => isInside(item) && matches(item.event)).sort(byTime);
  }
}

function asGiven({ id, json }: AcceptableEvent): StoredEvent {
  return { id, event: JSON.parse(json) as SecurityEvent };
}

function byTime(a: AcceptableEvent, b: AcceptableEvent): number {
  return a.at - b.at || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id));
}

function after(sorted: readonly AcceptableEvent[], { cursor, sort }: SearchRequest): AcceptableEvent[] {
  const position = decodeCursor(cursor ?? '') as AcceptableEvent;
  const direction = sort === 'newest' ? -1 : 1;
  return sorted.filter((item) => byTime(item, position) * direction > 0);
}

/** Every combination of the values of the fields; none when one of them has none. */
function keysOf(event: SecurityEvent, groupBy: readonly string[]): string[][] {
  return groupBy.reduce<string[][]>(
    (keys, field) => {
      const values = groupValues(event, field);
      return keys.flatMap((key) => values.map((value) => [...key, value]));
    },
    [[]],
  );
}
