import type { Expr } from '@tocsin/query';

import { InvalidCursor } from '../../src/cursor';
import type { EventStore, SearchRequest } from '../../src/event-store';
import { EVER, Scope, storesOf, type EventStoreHarness } from './harness';

export function describeSearch(harness: () => EventStoreHarness): void {
  const connect = storesOf(harness);

  /** All pages, one after the other, with the number each of them called the total. */
  async function readPages(store: EventStore, request: SearchRequest): Promise<{ ids: string[]; totals: number[] }> {
    const [ids, totals]: [string[], number[]] = [[], []];
    let cursor: string | undefined;
    do {
      const page = await store.search({ ...request, ...(cursor !== undefined && { cursor }) });
      ids.push(...page.events.map(({ id }) => id));
      totals.push(page.total);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return { ids, totals };
  }

  async function filled(count: number, patch?: (nr: number) => Record<string, unknown>): Promise<[EventStore, Scope]> {
    const [store, scope] = [connect(), new Scope()];
    await store.append(scope.items(count, patch));
    await store.refresh();
    return [store, scope];
  }

  describe('search', () => {
    it.each(['newest', 'oldest'] as const)('pages through ties and days, %s first, each event once', async (sort) => {
      const sameSecond = (nr: number) => ({
        '@timestamp': new Date(Date.UTC(2026, 2, 2 + Math.floor(nr / 90), 12, 0, nr % 3)).toISOString(),
      });
      const [store, scope] = await filled(250, sameSecond);
      const request = { expr: scope.expr(), range: EVER, sort, size: 40 };
      const { ids, totals } = await readPages(store, request);
      const expected = scope
        .items(250, sameSecond)
        .map(({ id, event }) => `${event['@timestamp']} ${id}`)
        .sort()
        .map((key) => key.slice(key.indexOf(' ') + 1));
      expect(ids).toEqual(sort === 'oldest' ? expected : expected.toReversed());
      expect(totals).toEqual(Array.from({ length: 7 }, () => 250));
    });

    it('ends a search whose last page is full', async () => {
      const [store, scope] = await filled(20);
      const page = await store.search({ expr: scope.expr(), range: EVER, sort: 'newest', size: 20 });
      expect(page.events).toHaveLength(20);
      expect(page.cursor).toBeUndefined();
    });

    it('goes on where it was, though newer events have come in meanwhile', async () => {
      const [store, scope] = await filled(4);
      const request = { expr: scope.expr(), range: EVER, sort: 'newest', size: 2 } as const;
      const { cursor = '' } = await store.search(request);
      await store.append([scope.item('newer', { '@timestamp': '2026-03-03T00:00:00.000Z' })]);
      await store.refresh();
      const { events, total } = await store.search({ ...request, cursor });
      expect(events.map(({ id }) => id)).toEqual([scope.id('0001'), scope.id('0000')]);
      expect(total).toBe(5);
    });

    it('answers a full page of 1,000 and counts beyond 10,000 exactly', async () => {
      const [store, scope] = await filled(10_050);
      const page = await store.search({ expr: scope.expr(), range: EVER, sort: 'newest', size: 1_000 });
      expect(page.events).toHaveLength(1_000);
      expect(page.total).toBe(10_050);
    });

    it('only counts when asked for no events', async () => {
      const [store, scope] = await filled(3);
      const page = await store.search({ expr: scope.expr(), range: EVER, sort: 'newest', size: 0 });
      expect(page).toEqual({ events: [], total: 3 });
    });

    it.each([1_001, -1, 1.5])('refuses a page of %s events', async (size) => {
      const search = connect().search({ expr: new Scope().expr(), range: EVER, sort: 'newest', size });
      await expect(search).rejects.toThrow(RangeError);
    });

    it('refuses a cursor that is none, and a time that is none', async () => {
      const request = { expr: new Scope().expr(), range: EVER, sort: 'newest', size: 1 } as const;
      await expect(connect().search({ ...request, cursor: 'made up' })).rejects.toThrow(InvalidCursor);
      await expect(connect().search({ ...request, range: { from: 'yesterday', to: 'now' } })).rejects.toThrow(
        RangeError,
      );
    });

    it('takes the start of a range in and leaves its end out', async () => {
      const [store, scope] = await filled(5);
      const range = { from: '2026-03-02T00:00:01.000Z', to: '2026-03-02T00:00:03.000Z' };
      const page = await store.search({ expr: scope.expr(), range, sort: 'oldest', size: 10 });
      expect(page.events.map(({ id }) => id)).toEqual([scope.id('0001'), scope.id('0002')]);
      expect(page.total).toBe(2);
    });

    it('understands a range in any zone', async () => {
      const [store, scope] = await filled(5);
      const range = { from: '2026-03-02T01:00:03.000+01:00', to: '9999-12-31T00:00:00Z' };
      expect((await store.search({ expr: scope.expr(), range, sort: 'oldest', size: 10 })).total).toBe(2);
    });

    it('counts a range by receipt when asked to, whenever the events happened', async () => {
      const received = (nr: number) =>
        nr === 4 ? {} : { 'event.ingested': new Date(Date.UTC(2026, 5, 1, 0, 0, nr)).toISOString() };
      const [store, scope] = await filled(5, received);
      const range = { from: '2026-06-01T00:00:01.000Z', to: '2026-06-01T00:00:03.000Z', by: 'ingested' } as const;
      const page = await store.search({ expr: scope.expr(), range, sort: 'newest', size: 10 });
      expect(page.events.map(({ id }) => id)).toEqual([scope.id('0002'), scope.id('0001')]);
    });

    it.each<[string, Expr, string[]]>([
      ['text without case', { kind: 'equals', field: 'user.name', value: 'ADA', cased: false }, ['ada']],
      ['a network', { kind: 'cidr', field: 'source.ip', network: '10.0.0.0/8' }, ['grace']],
      ['a number', { kind: 'compare', field: 'source.port', operator: '>=', value: 1024 }, ['grace']],
      ['a part of a text', { kind: 'contains', field: 'message', value: 'PASSWORD', cased: false }, ['ada']],
      ['a detail', { kind: 'equals', field: 'details.auth.method', value: 'key', cased: true }, ['grace']],
      ['the absence of a field', { kind: 'not', operand: { kind: 'exists', field: 'source.ip' } }, ['ada']],
    ])('selects by %s', async (_, condition, expected) => {
      const [store, scope] = [connect(), new Scope()];
      const ada = { 'user.name': 'ada', 'source.port': 22, message: 'Failed password' };
      const key = { auth: { method: 'key' } };
      const grace = { 'user.name': 'grace', 'source.ip': '10.1.2.3', 'source.port': 50_514, details: key };
      await store.append([scope.item('ada', ada), scope.item('grace', grace)]);
      expect(await scope.names(store, condition)).toEqual(expected);
    });
  });
}
