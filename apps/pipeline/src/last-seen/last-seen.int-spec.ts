import { SystemClock } from '@tocsin/clock';
import type { DatabaseReady } from '@tocsin/database';
import { createDataSource, migrate } from '@tocsin/database';
import { PostgresBatchOutcomes, type BatchOutcome, type Sighting } from '@tocsin/ledger';
import { seededRandom } from '@tocsin/plugin-kit/testing';
import { testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { PostgresLastSeenStore } from './postgres-last-seen-store';

const WORKERS = 3;
const BATCHES = 200;
const KEYS = 40;

const at = (second: number) => new Date(Date.parse('2026-11-20T10:00:00Z') + second * 1_000).toISOString();

function outcome(batch: number, sightings: readonly Sighting[], claim = ''): BatchOutcome {
  const counts = { events: 1, stored: 1, duplicate: 0, parked: 0, dropped: {} };
  return { batchId: `batch-${batch}`, claim, source: 's', ...counts, sightings };
}

describe(PostgresLastSeenStore.name, () => {
  const sources: DataSource[] = [];
  let url: string;

  beforeAll(async () => {
    url = await testPostgresUrl();
    await worker();
  });
  afterEach(async () => {
    await sources[0]?.query('TRUNCATE last_seen, sighted_batch, sighting_journal, batch_outcome');
  });
  afterAll(() => Promise.all(sources.map((source) => source.destroy())));

  async function worker() {
    const dataSource = await createDataSource({ url }).initialize();
    sources.push(dataSource);
    await migrate(dataSource);
    const ready = { whenReady: () => Promise.resolve() } as unknown as DatabaseReady;
    return {
      dataSource,
      outcomes: new PostgresBatchOutcomes(dataSource, new SystemClock()),
      store: new PostgresLastSeenStore(dataSource, ready),
    };
  }

  async function rows() {
    const all = await (sources[0] as DataSource).query<
      { list: string; key: string; first_seen: Date; last_seen: Date; count: string; last_event_id: string }[]
    >('SELECT * FROM last_seen ORDER BY key COLLATE "C"');
    return all.map((row) => [
      row.key,
      row.first_seen.toISOString(),
      row.last_seen.toISOString(),
      Number(row.count),
      row.last_event_id,
    ]);
  }

  it('counts every batch once, however often, in what order and by whom it is delivered and folded', async () => {
    const random = seededRandom(20_261_126);
    const pick = (n: number) => Math.floor(random() * n);
    const batches = Array.from({ length: BATCHES }, (_, n) => {
      const keys = [...new Set(Array.from({ length: 1 + pick(5) }, () => pick(KEYS)))];
      const sightings = keys.map((key): Sighting => {
        const second = pick(10_000);
        const times = { first: at(second), last: at(second + pick(60)) };
        return {
          list: 'users',
          key: JSON.stringify([`user-${key}`]),
          count: 1 + pick(3),
          ...times,
          eventId: `event-${n}`,
        };
      });
      return outcome(n, sightings);
    });
    const workers = await Promise.all(Array.from({ length: WORKERS }, worker));
    const deliveries = [...batches, ...batches, ...batches].sort(() => random() - 0.5);
    await Promise.all(
      workers.map(async ({ outcomes, store, dataSource }, n) => {
        for (const [index, delivery] of deliveries.entries()) {
          if (index % WORKERS !== n && pick(4) > 0) continue;
          await outcomes.record([delivery]);
          if (pick(10) === 0) await store.fold();
          // A worker that dies in the middle of folding.
          if (pick(20) === 0)
            await dataSource
              .transaction(async (manager) => {
                await manager.query(
                  'DELETE FROM sighting_journal WHERE id IN (SELECT id FROM sighting_journal LIMIT 5)',
                );
                throw new Error('died');
              })
              .catch(() => undefined);
        }
      }),
    );
    await workers[0]?.outcomes.record(batches);
    await workers[1]?.store.fold();

    const naive = new Map<string, { first: string; last: string; count: number; eventId: string }>();
    for (const { sightings = [] } of batches)
      for (const { key, first, last, count, eventId } of sightings) {
        const known = naive.get(key) ?? { first, last, count: 0, eventId };
        const isLater = last > known.last || (last === known.last && eventId > known.eventId);
        naive.set(key, {
          first: first < known.first ? first : known.first,
          last: last > known.last ? last : known.last,
          count: known.count + count,
          eventId: isLater ? eventId : known.eventId,
        });
      }
    const expected = [...naive]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, one.first, one.last, one.count]);
    expect((await rows()).map((row) => row.slice(0, 4))).toEqual(expected);
  });

  it('does not count a batch again that was accepted twice', async () => {
    const { outcomes, store } = await worker();
    const sighting: Sighting = { list: 'l', key: '["k"]', count: 1, first: at(0), last: at(1), eventId: 'e' };
    await outcomes.record([outcome(1, [sighting], 'claim-1')]);
    await outcomes.record([outcome(1, [sighting], 'claim-2')]);
    await store.fold();
    expect((await rows()).map(([key, , , count]) => [key, count])).toEqual([['["k"]', 1]]);
  });

  it('counts once what two workers record at the same time under different claims', async () => {
    const [one, other] = [await worker(), await worker()];
    const sighting: Sighting = { list: 'l', key: '["k"]', count: 1, first: at(0), last: at(1), eventId: 'e' };
    for (let n = 0; n < 100; n += 1)
      await Promise.all([
        one.outcomes.record([outcome(n, [sighting], 'claim-1')]),
        other.outcomes.record([outcome(n, [sighting], 'claim-2')]),
      ]);
    await one.store.fold();
    expect((await rows()).map(([key, , , count]) => [key, count])).toEqual([['["k"]', 100]]);
  });

  it('writes a key once for all batches since the last time, and tells who follows what changed', async () => {
    const { outcomes, store } = await worker();
    const sighting = (key: string, second: number): Sighting => ({
      list: 'l',
      key,
      count: 1,
      first: at(second),
      last: at(second),
      eventId: `e${second}`,
    });
    await outcomes.record([outcome(1, [sighting('a', 1)]), outcome(2, [sighting('a', 2), sighting('b', 2)])]);
    expect(await store.fold()).toBe(2);
    const first = await store.changedAfter('0', 10);
    expect(first.map(({ key, last }) => [key, last]).sort()).toEqual([
      ['a', at(2)],
      ['b', at(2)],
    ]);
    await outcomes.record([outcome(3, [sighting('b', 3)])]);
    await store.fold();
    const later = await store.changedAfter(first.at(-1)?.revision ?? '', 10);
    expect(later.map(({ key, last }) => [key, last])).toEqual([['b', at(3)]]);
    expect(await store.fold()).toBe(0);
  });

  it('forgets what was not seen for long, and the longest unseen above the limit', async () => {
    const { outcomes, store } = await worker();
    const keys = [1, 2, 3, 4, 5].map((n): Sighting => ({
      list: 'l',
      key: `k${n}`,
      count: 1,
      first: at(n),
      last: at(n),
      eventId: 'e',
    }));
    await outcomes.record([outcome(1, keys)]);
    await store.fold();
    expect(await store.prune({ list: 'l', before: new Date(at(2)), maxKeys: 2 })).toBe(3);
    expect((await rows()).map(([key]) => key)).toEqual(['k4', 'k5']);
    expect(await store.sizes()).toEqual(new Map([['l', 2]]));
  });
});
