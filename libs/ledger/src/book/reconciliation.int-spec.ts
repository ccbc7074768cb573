import { createDataSource, LedgerInstanceEntity, migrate } from '@tocsin/database';
import { FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import type { Claim } from '../claims/claim';
import { PostgresClaims } from '../claims/postgres-claims';
import type { BatchOutcome } from '../outcomes/batch-outcome';
import { PostgresBatchOutcomes } from '../outcomes/postgres-batch-outcomes';
import { Reconciliation, type UnexplainedBatch } from './reconciliation';

const LIMIT_MS = 120_000;
const NOTHING = { accepted: 0, stored: 0, duplicate: 0, parked: 0, dropped: 0, unexplained: 0 };

let dataSource: DataSource;
let clock: FakeClock;
let claims: PostgresClaims;
let outcomes: PostgresBatchOutcomes;
let reconciliation: Reconciliation;

beforeAll(async () => {
  dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
  await migrate(dataSource);
});
afterAll(() => dataSource.destroy());
beforeEach(() => {
  clock = new FakeClock();
  claims = new PostgresClaims(dataSource, clock);
  outcomes = new PostgresBatchOutcomes(dataSource, clock);
  reconciliation = new Reconciliation(dataSource);
});
afterEach(() =>
  dataSource.query('TRUNCATE batch_outcome, ledger_instance, ledger_claim, ledger_count, ledger_dropped'),
);

const claimed = (number: number, facts: Partial<Claim> = {}): Claim => ({
  claim: `fe-a-${number}`,
  batchId: `b${number}`,
  source: 'web',
  events: 100,
  acceptedAt: clock.now(),
  isVoid: false,
  ...facts,
});
const ended = (number: number, facts: Partial<BatchOutcome> = {}): BatchOutcome => ({
  batchId: `b${number}`,
  claim: `fe-a-${number}`,
  source: 'web',
  events: 100,
  stored: 100,
  duplicate: 0,
  parked: 0,
  dropped: {},
  receivedAt: clock.now(),
  ...facts,
});

function state(some: readonly Claim[], instance = 'fe-a'): Promise<void> {
  const run = { instance, frontend: 'fe1', startedAt: clock.now(), statedThrough: some.length, isEnding: false };
  return claims.state(run, some);
}

async function reconcile(isQueueEmpty = false): Promise<readonly UnexplainedBatch[]> {
  const found: UnexplainedBatch[] = [];
  await reconciliation.run({ limitMs: LIMIT_MS, isQueueEmpty, now: clock.now() }, (_, unexplained) => {
    found.push(...unexplained);
    return Promise.resolve();
  });
  return found;
}

/** The sums of one grain over all its times. */
async function book(grain = 'minute', source = 'web'): Promise<typeof NOTHING> {
  const names = Object.keys(NOTHING) as (keyof typeof NOTHING)[];
  const sums = names.map((name) => `coalesce(sum(${name}), 0)::int AS ${name}`).join(', ');
  const sql = `SELECT ${sums} FROM ledger_count WHERE grain = $1 AND source = $2`;
  const [row] = await dataSource.query<(typeof NOTHING)[]>(sql, [grain, source]);
  return row!;
}

describe(Reconciliation.name, () => {
  it('counts what was accepted, and what became of it, once, however often both are told and it runs', async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      await state([claimed(1), claimed(2)]);
      await reconcile();
      expect(await book()).toEqual({
        ...NOTHING,
        accepted: 200,
        ...(turn === 1 && { stored: 90, duplicate: 5, parked: 2, dropped: 3 }),
      });
      await outcomes.record([ended(1, { stored: 90, duplicate: 5, parked: 2, dropped: { noise: 2, old: 1 } })]);
      await reconcile();
      await reconcile();
      expect(await book()).toEqual({ ...NOTHING, accepted: 200, stored: 90, duplicate: 5, parked: 2, dropped: 3 });
    }
    for (const grain of ['hour', 'day']) expect(await book(grain)).toEqual(await book());
    expect(
      await dataSource.query(`SELECT rule, events::int FROM ledger_dropped WHERE grain = 'day' ORDER BY rule`),
    ).toEqual([
      { rule: 'noise', events: 2 },
      { rule: 'old', events: 1 },
    ]);
  });

  it('counts by the minute of acceptance, and each source for itself', async () => {
    await state([claimed(1), claimed(2, { source: 'mail' })]);
    clock.advance(60_000);
    await state([claimed(3)]);
    await reconcile();
    const rows = await dataSource.query<object[]>(`SELECT at, source FROM ledger_count WHERE grain = 'minute'`);
    expect(rows).toHaveLength(3);
    expect(await book('day', 'mail')).toMatchObject({ accepted: 100 });
  });

  it('takes a batch that was passed by for unexplained, and for explained when it turns up', async () => {
    await state([claimed(1), claimed(2)]);
    clock.advance(1_000);
    await outcomes.record([ended(2)]);
    await reconcile();
    clock.advance(LIMIT_MS);
    expect(await reconcile()).toEqual([]);
    clock.advance(1);
    expect(await reconcile()).toMatchObject([{ claim: 'fe-a-1', batchId: 'b1', source: 'web', events: 100 }]);
    expect(await book()).toEqual({ ...NOTHING, accepted: 200, stored: 100, unexplained: 100 });
    expect(await reconcile()).toEqual([]);
    await outcomes.record([ended(1, { stored: 0, parked: 100 })]);
    await reconcile();
    expect(await book()).toEqual({ ...NOTHING, accepted: 200, stored: 100, parked: 100 });
  });

  it('does not miss a batch that was put behind later ones, as long as something waits', async () => {
    expect(await claims.setAside('fe-a-1', 0)).toBe(false);
    await state([claimed(1), claimed(2)]);
    expect(await claims.setAside('fe-a-1', 0)).toBe(true);
    await outcomes.record([ended(2)]);
    await reconcile();
    clock.advance(10 * LIMIT_MS + 1);
    expect(await reconcile(false)).toEqual([]);
    expect(await reconcile(true)).toMatchObject([{ claim: 'fe-a-1' }]);
  });

  it('puts behind later ones what it has known for long, whatever the clock of the front end says', async () => {
    await state(
      [1, -1].map((sign, index) => claimed(index + 1, { acceptedAt: new Date(Date.now() + sign * 3_600_000) })),
    );
    const count = (ago: string) => dataSource.query(`UPDATE ledger_claim SET counted_at = now() - $1::interval`, [ago]);
    for (const [ago, isOld] of [
      ['1 s', false],
      ['61 s', true],
    ] as const) {
      await count(ago);
      for (const claim of ['fe-a-1', 'fe-a-2']) expect(await claims.setAside(claim, 60_000)).toBe(isOld);
    }
  });

  it('misses a batch that was taken back as it misses any other', async () => {
    await state([claimed(1), claimed(2)]);
    await claims.setAside('fe-a-1', 0);
    await claims.takeBack('fe-a-1');
    await outcomes.record([ended(2)]);
    await reconcile();
    clock.advance(LIMIT_MS + 1);
    expect(await reconcile()).toMatchObject([{ claim: 'fe-a-1' }]);
  });

  it('does not take what waits in a queue for unexplained, however long it waits', async () => {
    await state([claimed(1), claimed(2)]);
    clock.advance(100 * LIMIT_MS);
    expect(await reconcile(false)).toEqual([]);
  });

  it('takes the last batch of a front end for unexplained when the queue has long been empty', async () => {
    await state([claimed(1)]);
    await reconcile(true);
    clock.advance(10 * LIMIT_MS);
    expect(await reconcile(true)).toEqual([]);
    clock.advance(1);
    expect(await reconcile(true)).toMatchObject([{ claim: 'fe-a-1' }]);
  });

  it.each([
    ['behind', -24 * 3_600_000],
    ['ahead', 24 * 3_600_000],
  ])('judges a front end whose clock is %s by the time it was heard of', async (_, byMs) => {
    await state([claimed(1, { acceptedAt: new Date(clock.now().getTime() + byMs) })]);
    expect(await reconcile(true)).toEqual([]);
    clock.advance(10 * LIMIT_MS);
    expect(await reconcile(true)).toEqual([]);
    clock.advance(1);
    expect(await reconcile(true)).toMatchObject([{ claim: 'fe-a-1' }]);
  });

  it('rebuilds the claim of a front end that died before it could say what it accepted', async () => {
    const receivedAt = clock.now();
    await outcomes.record([ended(7, { receivedAt })]);
    await reconcile();
    expect(await book()).toEqual(NOTHING);
    clock.advance(61_000);
    await reconcile();
    expect(await book()).toEqual({ ...NOTHING, accepted: 100, stored: 100 });
    await state([claimed(7)]);
    await reconcile();
    expect(await book()).toEqual({ ...NOTHING, accepted: 100, stored: 100 });
    expect(await dataSource.query(`SELECT instance, number::int, state, accepted_at FROM ledger_claim`)).toEqual([
      { instance: 'fe-a', number: 7, state: 'rebuilt', accepted_at: receivedAt },
    ]);
  });

  it('does not count what was refused, unless it was in the queue all the same', async () => {
    await state([claimed(1, { isVoid: true }), claimed(2, { isVoid: true })]);
    await outcomes.record([ended(2)]);
    await reconcile();
    clock.advance(100 * LIMIT_MS);
    expect(await reconcile(true)).toEqual([]);
    expect(await book()).toEqual({ ...NOTHING, accepted: 100, stored: 100 });
  });

  it('counts nothing when what is to be written alongside fails', async () => {
    await state([claimed(1)]);
    const fail = reconciliation.run({ limitMs: LIMIT_MS, isQueueEmpty: false }, () => Promise.reject(new Error('no')));
    await expect(fail).rejects.toThrow('no');
    expect(await book()).toEqual(NOTHING);
    await reconcile();
    expect(await book()).toMatchObject({ accepted: 100 });
  });

  it('is done by one instance at a time, and counts once when many would', async () => {
    await state([claimed(1)]);
    await outcomes.record([ended(1)]);
    const turns = await Promise.all(
      Array.from({ length: 8 }, () =>
        reconciliation.run({ limitMs: LIMIT_MS, isQueueEmpty: false }, () => Promise.resolve()),
      ),
    );
    expect(turns).toContain(true);
    expect(await book()).toEqual({ ...NOTHING, accepted: 100, stored: 100 });
  });

  it('seals a run of a front end that another has followed, or that says nothing any more', async () => {
    const sealed = async () => {
      const rows = await dataSource.getRepository(LedgerInstanceEntity).find({ order: { instance: 'ASC' } });
      return rows.map(({ instance, sealedAt }) => [instance, sealedAt !== null]);
    };
    await state([claimed(1)]);
    clock.advance(11_000);
    await state([], 'fe-b');
    expect(await sealed()).toEqual([
      ['fe-a', true],
      ['fe-b', false],
    ]);
    clock.advance(10 * 60_000 + 1);
    await reconcile();
    expect(await sealed()).toEqual([
      ['fe-a', true],
      ['fe-b', true],
    ]);
  });
});
