import { STATES } from '@tocsin/event-model';

import { Scope, storesOf, tally, times, type EventStoreHarness } from './harness';

/** Values no field of that type can hold, and the field. */
const WRONG: readonly (readonly [string, unknown])[] = [
  ['source.ip', 'db7.example.net'],
  ['source.ip', { address: '10.0.0.1' }],
  ['source.port', 'https'],
  ['source.port', 1.5],
  ['source.bytes', 1e30],
  ['user.name', { first: 'Ada' }],
  ['message', { text: 'nested' }],
  ['source.geo.location', { lat: 123, lon: 0 }],
  ['details', 'not an object'],
  ['@timestamp', '24/Nov/2026:10:00:00'],
  ['event.ingested', 1764000000],
];

export function describeAppend(harness: () => EventStoreHarness): void {
  const connect = storesOf(harness);

  describe('append', () => {
    it('stores each event once and says so in their order', async () => {
      const [store, scope] = [connect(), new Scope()];
      const [first, second, third] = [scope.item(1), scope.item(2), scope.item(3)];
      expect(await store.append([first, second])).toEqual(times(2, 'stored'));
      const outcomes = await store.append([third, second, first]);
      expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', 'duplicate', 'duplicate']);
      expect(await scope.names(store)).toEqual(['1', '2', '3']);
    });

    it('keeps of states with one id the newest, whatever their order', async () => {
      const [store, scope] = [connect(), new Scope()];
      const state = (minute: number) => {
        const at = { '@timestamp': `2026-03-01T10:0${minute}:00.000Z`, message: `minute ${minute}` };
        return { ...scope.item('finding', at), day: STATES };
      };
      expect(await store.append([state(2)])).toEqual(times(1, 'stored'));
      expect(await store.append([state(1)])).toEqual(times(1, 'duplicate'));
      expect(await store.append([state(2)])).toEqual(times(1, 'stored'));
      const outcomes = await store.append([state(3), scope.item('event'), state(5), state(4)]);
      expect(outcomes.slice(1)).toEqual([{ kind: 'stored' }, { kind: 'stored' }, { kind: 'duplicate' }]);
      await store.refresh();
      expect((await store.get(scope.id('finding')))?.event.message).toBe('minute 5');
      expect(await scope.count(store)).toBe(2);
    });

    it('has nothing to say about no events', async () => {
      expect(await connect().append([])).toEqual([]);
    });

    it('keeps the first of two events with one id and day, also within one batch', async () => {
      const [store, scope] = [connect(), new Scope()];
      const [first, second] = [scope.item('twin', { message: 'first' }), scope.item('twin', { message: 'second' })];
      expect(tally(await store.append([first, second]))).toEqual({ stored: 1, duplicate: 1 });
      expect(await store.append([second])).toEqual(times(1, 'duplicate'));
      await store.refresh();
      expect((await store.get(scope.id('twin')))?.event.message).toBe('first');
    });

    it('takes the same id on another day for another event', async () => {
      const [store, scope] = [connect(), new Scope()];
      const item = scope.item('same');
      const outcomes = await store.append([item, { ...item, day: '2026-03-03' }]);
      expect(outcomes).toEqual(times(2, 'stored'));
      expect(await scope.count(store)).toBe(2);
    });

    it('completes a batch that was half written before', async () => {
      const [store, scope] = [connect(), new Scope()];
      const batch = scope.items(1_000);
      await store.append(batch.filter((_, nr) => nr % 2 === 0));
      const outcomes = await store.append(batch);
      expect(tally(outcomes)).toEqual({ stored: 500, duplicate: 500 });
      expect(outcomes[1]).toEqual({ kind: 'stored' });
      expect(await scope.count(store)).toBe(1_000);
    });

    it('stores once what several writers bring at the same time, in any order', async () => {
      const scope = new Scope();
      const batch = scope.items(500);
      const writers = [batch, batch.toReversed(), batch, batch.toReversed()];
      const outcomes = await Promise.all(writers.map((items) => connect().append(items)));
      expect(tally(outcomes.flat())).toEqual({ stored: 500, duplicate: 1_500 });
      expect(await scope.count(connect())).toBe(500);
    });

    it('opens days that nobody wrote to before, though several writers do so at once', async () => {
      const scope = new Scope();
      const days = Array.from({ length: 12 }, (_, month) => `2031-${String(month + 1).padStart(2, '0')}-01`);
      const batch = days.map((day) => scope.item(day, { '@timestamp': `${day}T12:00:00.000Z` }));
      const outcomes = await Promise.all([1, 2, 3].map(() => connect().append(batch)));
      expect(tally(outcomes.flat())).toEqual({ stored: 12, duplicate: 24 });
      expect(await scope.names(connect())).toEqual(days);
    });

    it('rejects what it can never take, with a reason, and stores the 97 neighbours', async () => {
      const [store, scope] = [connect(), new Scope()];
      const batch = scope.items(100, (nr) => {
        if (nr === 7) return { 'source.ip': 'no address' };
        if (nr === 50) return { 'source.port': 'https' };
        return nr === 99 ? { message: 'x'.repeat(9 * 1024 ** 2) } : {};
      });
      const outcomes = await store.append(batch);
      expect(tally(outcomes)).toEqual({ stored: 97, rejected: 3 });
      expect(outcomes[7]).toEqual({ kind: 'rejected', reason: expect.stringContaining('source.ip') as string });
      expect(outcomes[50]).toEqual({ kind: 'rejected', reason: expect.stringContaining('source.port') as string });
      expect(await scope.count(store)).toBe(97);
    });

    it.each(WRONG)('rejects %s = %j by itself', async (field, value) => {
      const [store, scope] = [connect(), new Scope()];
      const outcomes = await store.append([scope.item('good'), scope.item('bad', { [field]: value })].map(onOneDay));
      expect(outcomes).toEqual([
        { kind: 'stored' },
        { kind: 'rejected', reason: expect.stringContaining(field) as string },
      ]);
      expect(await scope.names(store)).toEqual(['good']);
    });

    it.each([
      ['that is empty', ''],
      ['of 513 characters', 'x'.repeat(513)],
      ['with a NUL', 'a\0b'],
      ['of two lines', 'line\nfeed'],
    ])('rejects an id %s by itself', async (_, id) => {
      const [store, scope] = [connect(), new Scope()];
      const outcomes = await store.append([scope.item('good'), { ...scope.item('bad'), id }]);
      expect(tally(outcomes)).toEqual({ stored: 1, rejected: 1 });
      expect(await scope.names(store)).toEqual(['good']);
    });
  });
}

function onOneDay<T extends object>(item: T): T {
  return { ...item, day: '2026-03-02' };
}
