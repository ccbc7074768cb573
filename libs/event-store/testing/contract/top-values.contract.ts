import { SearchTooSlow, type EventStore, type TopValues, type TopValuesRequest } from '../../src/event-store';
import { EVER, Scope, storesOf, type EventStoreHarness } from './harness';

type Asked = Partial<TopValuesRequest> & Pick<TopValuesRequest, 'field'>;

async function topOf(store: EventStore, scope: Scope, asked: Asked): Promise<TopValues> {
  await store.refresh();
  return store.topValues({ expr: scope.expr(), range: EVER, size: 10, limitMs: 30_000, ...asked });
}

const short = ({ values }: TopValues) => values.map(({ value, count }) => `${value} ${count}`);

export function describeTopValues(harness: () => EventStoreHarness): void {
  const connect = storesOf(harness);

  async function filled(patches: readonly Record<string, unknown>[]): Promise<[EventStore, Scope]> {
    const [store, scope] = [connect(), new Scope()];
    await store.append(scope.items(patches.length, (nr) => patches[nr] ?? {}));
    return [store, scope];
  }

  describe('top values', () => {
    it('are those of most events, with exact counts, and say how many there are', async () => {
      const names = ['ada', 'bob', 'ada', undefined, 'Ada', null];
      const [store, scope] = await filled(names.map((name) => ({ 'user.name': name })));
      expect(await topOf(store, scope, { field: 'user.name', size: 2 })).toEqual({
        total: 6,
        events: 4,
        distinct: 3,
        values: [
          { value: 'ada', count: 2 },
          { value: 'Ada', count: 1 },
        ],
      });
    });

    it('are exact over many days and values, where no day’s favourite is the favourite of all', async () => {
      const [store, scope] = [connect(), new Scope()];
      const onDay = (day: number, name: string, nr: number) =>
        scope.item(`${day}-${name}-${nr}`, {
          '@timestamp': new Date(Date.UTC(2026, 2, 2 + day, 1)).toISOString(),
          'user.name': name,
        });
      const events = [0, 1, 2].flatMap((day) => [
        ...Array.from({ length: 2_100 }, (_, nr) => onDay(day, `day ${day} user ${nr}`, nr)),
        onDay(day, 'everywhere', 0),
      ]);
      await store.append(events);
      const top = await topOf(store, scope, { field: 'user.name', size: 3 });
      expect(top).toMatchObject({ total: 6_303, events: 6_303, distinct: undefined });
      expect(short(top)[0]).toBe('everywhere 3');
      expect(top.values.map(({ count }) => count)).toEqual([3, 1, 1]);
    });

    it('take each element of an array for a value, once per event', async () => {
      const [store, scope] = await filled([{ tags: ['a', 'b', 'a'] }, { tags: 'a' }, { tags: [] }, {}]);
      const top = await topOf(store, scope, { field: 'tags' });
      expect([short(top), top.events, top.total]).toEqual([['a 2', 'b 1'], 2, 4]);
    });

    it.each([
      ['source.ip', ['2001:DB8:0:0::1', '2001:db8::1', '::ffff:192.0.2.1'], ['2001:db8::1 2', '192.0.2.1 1']],
      ['source.port', [443, 443, 22], ['443 2', '22 1']],
      ['event.risk_score', [1, 0.5, 1], ['1 2', '0.5 1']],
      ['container.security_context.privileged', [true, false, true], ['true 2', 'false 1']],
    ])('of %s are written in one way', async (field, values, expected) => {
      const [store, scope] = await filled(values.map((value) => ({ [field]: value })));
      expect(short(await topOf(store, scope, { field }))).toEqual(expected);
    });

    it('lie inside details, too', async () => {
      const [store, scope] = await filled([
        { details: { auth: { method: 'key' }, aa: 'before', zz: 'after' } },
        { details: { 'auth.method': 'key', auth: 'other' } },
        { details: { auth: [{ method: 'password' }] } },
        { details: { auth: { methods: 'key' } } },
      ]);
      const top = await topOf(store, scope, { field: 'details.auth.method' });
      expect([short(top), top.events]).toEqual([['key 2', 'password 1'], 3]);
    });

    it('are of what matches in the range alone', async () => {
      const [store, scope] = await filled([{ 'user.name': 'a' }, { 'user.name': 'b' }, { 'user.name': 'a' }]);
      const range = { from: '2026-03-02T00:00:01.000Z', to: '2026-03-02T00:00:02.000Z' };
      expect(short(await topOf(store, scope, { field: 'user.name', range }))).toEqual(['b 1']);
      const nothing = { kind: 'constant', value: false } as const;
      const none = { total: 0, events: 0, distinct: 0, values: [] };
      expect(await topOf(store, scope, { field: 'user.name', expr: nothing })).toEqual(none);
      expect(await topOf(store, scope, { field: 'no.such.field' })).toEqual({ ...none, total: 3 });
    });

    it('are given up when they take too long', async () => {
      const [store, scope] = [connect(), new Scope()];
      await store.append(scope.items(7_500, (nr) => ({ 'user.name': `user ${nr}` })));
      const asked = topOf(store, scope, { field: 'user.name', limitMs: 1 });
      await expect(asked).rejects.toThrow(SearchTooSlow);
      expect((await topOf(store, scope, { field: 'user.name', size: 1 })).values).toHaveLength(1);
    });

    it.each([
      { field: 'message' },
      { field: '@timestamp' },
      { field: 'details' },
      { field: 'user.name', size: 0 },
      { field: 'user.name', size: 101 },
    ])('refuse %j', async (asked) => {
      await expect((async () => topOf(connect(), new Scope(), asked))()).rejects.toThrow(RangeError);
    });
  });
}
