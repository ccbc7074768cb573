import type { TimeRange } from '../../src/event-store';
import { EVER, Scope, storesOf, type EventStoreHarness } from './harness';

const DAY: TimeRange = { from: '2026-03-02T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' };

export function describeHistogram(harness: () => EventStoreHarness): void {
  const connect = storesOf(harness);

  describe('a histogram', () => {
    it('counts the events of each bar, exactly, and leaves out empty ones', async () => {
      const [store, scope] = [connect(), new Scope()];
      await store.append(scope.items(130));
      await store.append([scope.item('late', { '@timestamp': '2026-03-02T23:59:59.999Z' })]);
      await store.refresh();
      expect(await store.histogram({ expr: scope.expr(), range: DAY, seconds: 120 })).toEqual([
        { from: '2026-03-02T00:00:00.000Z', count: 120 },
        { from: '2026-03-02T00:02:00.000Z', count: 10 },
        { from: '2026-03-02T23:58:00.000Z', count: 1 },
      ]);
    });

    it('has bars that begin at whole multiples of their width, wherever the range begins', async () => {
      const [store, scope] = [connect(), new Scope()];
      await store.append(scope.items(130));
      await store.refresh();
      const range = { from: '2026-03-02T00:00:30.000Z', to: '2026-03-02T00:01:10.000Z' };
      expect(await store.histogram({ expr: scope.expr(), range, seconds: 60 })).toEqual([
        { from: '2026-03-02T00:00:00.000Z', count: 30 },
        { from: '2026-03-02T00:01:00.000Z', count: 10 },
      ]);
    });

    it('counts only what matches, over days, by the time it is asked for', async () => {
      const [store, scope] = [connect(), new Scope()];
      const days = ['2026-03-01', '2026-03-02', '2026-03-04'];
      const at = (day: string) => ({
        '@timestamp': `${day}T10:00:00.000Z`,
        'event.ingested': '2026-03-05T00:00:01.000Z',
      });
      await store.append(
        days.map((day) => scope.item(day, { ...at(day), 'user.name': day === '2026-03-02' ? 'b' : 'a' })),
      );
      await store.refresh();
      const expr = scope.expr({ kind: 'equals', field: 'user.name', value: 'a', cased: true });
      const range = { from: '2026-02-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' };
      expect(await store.histogram({ expr, range, seconds: 86_400 })).toEqual([
        { from: '2026-03-01T00:00:00.000Z', count: 1 },
        { from: '2026-03-04T00:00:00.000Z', count: 1 },
      ]);
      expect(await store.histogram({ expr, range: { ...range, by: 'ingested' }, seconds: 86_400 })).toEqual([
        { from: '2026-03-05T00:00:00.000Z', count: 2 },
      ]);
    });

    it('is empty where nothing matches, and refuses more bars than anybody can look at', async () => {
      const [store, scope] = [connect(), new Scope()];
      expect(await store.histogram({ expr: scope.expr(), range: DAY, seconds: 600 })).toEqual([]);
      const tooMany = async () => store.histogram({ expr: scope.expr(), range: EVER, seconds: 60 });
      await expect(tooMany()).rejects.toThrow(RangeError);
    });
  });
}
