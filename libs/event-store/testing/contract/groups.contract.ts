import type { EventStore, Group, GroupRequest } from '../../src/event-store';
import { EVER, Scope, storesOf, type EventStoreHarness } from './harness';

type Asked = Partial<GroupRequest> & Pick<GroupRequest, 'groupBy'>;

/** Key, count and seconds of first and last, in order of key. */
async function groupsOf(store: EventStore, scope: Scope, asked: Asked): Promise<[string, number, string][]> {
  await store.refresh();
  const groups: Group[] = [];
  for await (const group of store.groups({ expr: scope.expr(), range: EVER, minCount: 1, ...asked }))
    groups.push(group);
  return groups
    .map(({ key, count, first, last }): [string, number, string] => [
      key.join(' | '),
      count,
      `${first.slice(14, 19)} to ${last.slice(14, 19)}`,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

export function describeGroups(harness: () => EventStoreHarness): void {
  const connect = storesOf(harness);

  async function filled(patches: readonly Record<string, unknown>[]): Promise<[EventStore, Scope]> {
    const [store, scope] = [connect(), new Scope()];
    await store.append(scope.items(patches.length, (nr) => patches[nr] ?? {}));
    return [store, scope];
  }

  describe('groups', () => {
    it('counts each group and knows its first and last event', async () => {
      const [store, scope] = await filled([
        { 'user.name': 'ada' },
        { 'user.name': 'bob' },
        { 'user.name': 'ada' },
        {},
        { 'user.name': 'Ada' },
      ]);
      expect(await groupsOf(store, scope, { groupBy: ['user.name'] })).toEqual([
        ['Ada', 1, '00:04 to 00:04'],
        ['ada', 2, '00:00 to 00:02'],
        ['bob', 1, '00:01 to 00:01'],
      ]);
    });

    it('tells every one of 5,000 groups, exactly', async () => {
      const [store, scope] = [connect(), new Scope()];
      await store.append(scope.items(7_500, (nr) => ({ 'user.name': `user ${nr % 5_000}` })));
      const groups = await groupsOf(store, scope, { groupBy: ['user.name'] });
      expect(groups).toHaveLength(5_000);
      expect(groups.filter(([, count]) => count === 2)).toHaveLength(2_500);
      expect(new Set(groups.map(([key]) => key)).size).toBe(5_000);
    });

    it('tells every one of 5,000 groups of two fields, over several days', async () => {
      const [store, scope] = [connect(), new Scope()];
      const patch = (nr: number) => ({
        '@timestamp': new Date(Date.UTC(2026, 2, 2 + (nr % 3))).toISOString(),
        'user.name': `user ${nr % 100}`,
        'source.ip': `10.0.0.${Math.floor(nr / 100) % 50}`,
      });
      await store.append(scope.items(7_500, patch));
      const groups = await groupsOf(store, scope, { groupBy: ['user.name', 'source.ip'] });
      expect(groups).toHaveLength(5_000);
      expect(groups.filter(([, count]) => count === 2)).toHaveLength(2_500);
      expect(await groupsOf(store, scope, { groupBy: ['user.name', 'source.ip'], minCount: 2 })).toHaveLength(2_500);
    });

    it('leaves out groups below the minimum and events without one of the fields', async () => {
      const [store, scope] = await filled([
        { 'user.name': 'ada', 'host.name': 'web' },
        { 'user.name': 'ada', 'host.name': 'web' },
        { 'user.name': 'ada' },
        { 'user.name': null, 'host.name': 'web' },
        { 'user.name': 'bob', 'host.name': 'web' },
      ]);
      const found = await groupsOf(store, scope, { groupBy: ['user.name', 'host.name'], minCount: 2 });
      expect(found).toEqual([['ada | web', 2, '00:00 to 00:01']]);
    });

    it('takes each element of an array for a value, once per event', async () => {
      const [store, scope] = await filled([{ tags: ['a', 'b', 'a'] }, { tags: 'a' }, { tags: [] }]);
      expect(await groupsOf(store, scope, { groupBy: ['tags'] })).toEqual([
        ['a', 2, '00:00 to 00:01'],
        ['b', 1, '00:00 to 00:00'],
      ]);
    });

    it('groups by numbers, and by addresses in one spelling', async () => {
      const [store, scope] = await filled([
        { 'source.ip': '2001:DB8:0:0::1', 'source.port': 443 },
        { 'source.ip': '2001:db8::1', 'source.port': 443 },
        { 'source.ip': '::ffff:192.0.2.1', 'source.port': 22 },
        { 'source.ip': '192.0.2.1', 'source.port': 22 },
      ]);
      expect(await groupsOf(store, scope, { groupBy: ['source.ip', 'source.port'] })).toEqual([
        ['192.0.2.1 | 22', 2, '00:02 to 00:03'],
        ['2001:db8::1 | 443', 2, '00:00 to 00:01'],
      ]);
    });

    it('groups by what lies inside details, nested or dotted, whatever else lies there', async () => {
      const [store, scope] = await filled([
        { details: { auth: { method: 'key' }, aa: 'before', zz: 'after' } },
        { details: { 'auth.method': 'key', auth: 'other' } },
        { details: { auth: [{ method: 'password' }, { method: 7 }] } },
        { details: { auth: { methods: 'key' } } },
      ]);
      const asked = { groupBy: ['details.auth.method'] };
      expect(await groupsOf(store, scope, asked)).toEqual([
        ['7', 1, '00:02 to 00:02'],
        ['key', 2, '00:00 to 00:01'],
        ['password', 1, '00:02 to 00:02'],
      ]);
    });

    it('counts in the range by receipt, too', async () => {
      const [store, scope] = await filled([
        { 'user.name': 'ada', 'event.ingested': '2026-07-01T00:00:00.000Z' },
        { 'user.name': 'ada', 'event.ingested': '2026-07-02T00:00:00.000Z' },
      ]);
      const range = { from: '2026-07-01T12:00:00Z', to: '2026-07-03T00:00:00Z', by: 'ingested' } as const;
      expect(await groupsOf(store, scope, { groupBy: ['user.name'], range })).toEqual([['ada', 1, '00:01 to 00:01']]);
    });

    it.each([[['message']], [['details']], [['source.geo.location']], [[]]])(
      'refuses to group by %j',
      async (groupBy) => {
        await expect(groupsOf(connect(), new Scope(), { groupBy })).rejects.toThrow(RangeError);
      },
    );

    it('may be left in the middle', async () => {
      const [store, scope] = [connect(), new Scope()];
      await store.append(scope.items(3_000, (nr) => ({ 'user.name': `user ${nr}` })));
      await store.refresh();
      for (let round = 0; round < 20; round += 1) {
        const groups = store.groups({ expr: scope.expr(), range: EVER, minCount: 1, groupBy: ['user.name'] });
        for await (const { count } of groups) {
          expect(count).toBe(1);
          break;
        }
      }
      expect(await scope.count(store)).toBe(3_000);
    });
  });
}
