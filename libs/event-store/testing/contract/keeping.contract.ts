import { STATES } from '@tocsin/event-model';

import { EVER, Scope, storesOf, times, type EventStoreHarness } from './harness';

export function describeKeeping(harness: () => EventStoreHarness, makeHarness: () => Promise<EventStoreHarness>): void {
  const connect = storesOf(harness);

  describe('scan', () => {
    it('tells every event of many pages and days, oldest first, ties by id', async () => {
      const [store, scope] = [connect(), new Scope()];
      const patch = (nr: number) => ({
        '@timestamp': new Date(Date.UTC(2026, 2, 2 + ((nr * 7) % 3), 0, 0, (nr * 13) % 60)).toISOString(),
      });
      const items = scope.items(3_500, patch);
      await store.append(items);
      const expected = items.map(({ id, event }) => `${event['@timestamp']} ${id}`).sort();
      await store.refresh();
      const seen: string[] = [];
      for await (const { id, event } of store.scan(scope.expr(), EVER)) seen.push(`${event['@timestamp']} ${id}`);
      expect(seen).toEqual(expected);
    });

    it('tells only what matches, inside the range', async () => {
      const [store, scope] = [connect(), new Scope()];
      await store.append(scope.items(10, (nr) => ({ 'user.name': nr % 2 === 0 ? 'ada' : 'bob' })));
      await store.refresh();
      const expr = scope.expr({ kind: 'equals', field: 'user.name', value: 'ada', cased: true });
      const range = { from: '2026-03-02T00:00:02.000Z', to: '2026-03-02T00:00:08.000Z' };
      const seen: string[] = [];
      for await (const { event } of store.scan(expr, range)) seen.push(event.message);
      expect(seen).toEqual(['event 0002', 'event 0004', 'event 0006']);
    });

    it('may be left in the middle', async () => {
      const [store, scope] = [connect(), new Scope()];
      await store.append(scope.items(2_000));
      await store.refresh();
      for (let round = 0; round < 20; round += 1)
        for await (const event of store.scan(scope.expr(), EVER)) if (event) break;
      expect(await scope.count(store)).toBe(2_000);
    });
  });

  describe('get', () => {
    it('finds an event by its id, whole', async () => {
      const [store, scope] = [connect(), new Scope()];
      const item = scope.item('one', {
        'source.ip': '192.0.2.1',
        details: { a: { b: [1, null] } },
        'unheard.of': true,
      });
      await store.append([item]);
      await store.refresh();
      expect(await store.get(item.id)).toEqual({ id: item.id, event: item.event });
    });

    it.each([
      ['no such event', 'unheard of'],
      ['no id at all', ''],
      ['a path', '../etc'],
      ['a NUL', 'nul\0'],
      ['an id too long to be one', 'x'.repeat(2_000)],
    ])('finds nothing for %s', async (_, id) => {
      expect(await connect().get(id)).toBeUndefined();
    });
  });

  describe('dropBefore', () => {
    it('deletes whole days and says which, and nothing else', async () => {
      const [store, scope] = [connect(), new Scope()];
      const on = (day: string) => scope.item(day, { '@timestamp': `${day}T12:00:00.000Z` });
      await store.append(['2001-02-03', '2001-02-05', '2001-02-06'].map(on));
      expect(await store.dropBefore('2001-02-06')).toEqual(['2001-02-03', '2001-02-05']);
      expect(await scope.names(store)).toEqual(['2001-02-06']);
      expect(await store.dropBefore('2001-02-06')).toEqual([]);
    });

    it('deletes states by their time, and leaves the others', async () => {
      const [store, scope] = [connect(), new Scope()];
      const state = (name: string, at: string) => ({ ...scope.item(name, { '@timestamp': at }), day: STATES });
      await store.append([state('old', '2001-01-31T23:59:59.999Z'), state('new', '2001-02-01T00:00:00.000Z')]);
      await store.refresh();
      await store.dropBefore('2001-02-01');
      await store.refresh();
      expect(await scope.names(store)).toEqual(['new']);
    });

    it('leaves a day that can be written to again, also by a store that knew it before', async () => {
      const [store, other, scope] = [connect(), connect(), new Scope()];
      const item = scope.item('again', { '@timestamp': '2001-03-01T12:00:00.000Z' });
      await other.append([item]);
      await store.dropBefore('2001-03-02');
      // The other store finds out by failing once; the caller tries again, as it does after every StoreUnavailable.
      const outcomes = await other.append([item]).catch(() => other.append([item]));
      expect(outcomes).toEqual(times(1, 'stored'));
      expect(await scope.names(store)).toEqual(['again']);
    });
  });

  describe('a store without any events', () => {
    it('answers everything with nothing, and is well', async () => {
      const empty = await makeHarness();
      const store = empty.connect();
      const [expr, scope] = [{ kind: 'constant', value: true } as const, new Scope()];
      try {
        expect(await store.health()).toEqual({ isWritable: true, detail: '' });
        expect(await store.get('a')).toBeUndefined();
        expect(await store.search({ expr, range: EVER, sort: 'newest', size: 10 })).toEqual({ events: [], total: 0 });
        expect(await scope.names(store)).toEqual([]);
        for await (const group of store.groups({ expr, range: EVER, groupBy: ['user.name'], minCount: 1 }))
          expect(group).toBeUndefined();
        expect(await store.dropBefore('2026-01-01')).toEqual([]);
      } finally {
        await store.close();
        await empty.close();
      }
    });
  });
}
