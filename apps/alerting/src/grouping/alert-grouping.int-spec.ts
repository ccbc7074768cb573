import { AlertEntity, AlertSignalEntity, createDataSource, migrate } from '@tocsin/database';
import type { Signal } from '@tocsin/event-model';
import { FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource, EntityManager } from 'typeorm';

import { alertingOptionsSchema } from '../alerting.config';
import { AlertGrouping, type AlertChange } from './alert-grouping';
import { aSignal } from './testing/a-signal';

let dataSource: DataSource;
let grouping: AlertGrouping;

beforeAll(async () => {
  dataSource = createDataSource({ url: await testPostgresUrl() });
  await dataSource.initialize();
  await migrate(dataSource);
  grouping = new AlertGrouping(alertingOptionsSchema.parse({}), new FakeClock());
});
afterAll(() => dataSource.destroy());
beforeEach(() => dataSource.query('TRUNCATE alert CASCADE'));

const record = (signals: readonly Signal[]): Promise<AlertChange[]> =>
  dataSource.transaction((manager) => grouping.record(manager, signals));
/** Until another connection waits for a lock that this transaction holds. */
async function untilBlocking(manager: EntityManager): Promise<void> {
  const [me] = await manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
  const waiting = 'SELECT pid FROM pg_stat_activity WHERE $1::int = ANY(pg_blocking_pids(pid))';
  // Asked by another connection: a transaction sees the activity as it was when it first looked.
  while ((await dataSource.query<unknown[]>(waiting, [me?.pid])).length === 0) continue;
}

const alerts = (): Promise<AlertEntity[]> => dataSource.getRepository(AlertEntity).find({ order: { firstAt: 'ASC' } });

describe(AlertGrouping.name, () => {
  it('makes one alert of the signals of one rule and group, with first and latest proof', async () => {
    await record([
      aSignal('a', { at: '2026-11-24T10:00:00.000Z' }),
      aSignal('b', { at: '2026-11-24T10:05:00.000Z', reason: 'later' }),
    ]);
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      signalCount: 2,
      eventCount: 2,
      reason: 'later',
      status: 'new',
      revision: 1,
      entityValue: '203.0.113.7',
    });
    expect(alert?.proof.events[0]?.id).toBe('event-a');
    expect(alert?.lastProof?.events[0]?.id).toBe('event-b');
  });

  it('counts a signal once however often it is delivered', async () => {
    await record([aSignal('a')]);
    expect(await record([aSignal('a')])).toEqual([]);
    expect(await record([aSignal('a'), aSignal('a'), aSignal('b')])).toMatchObject([{ revision: 2 }]);
    expect((await alerts())[0]).toMatchObject({ signalCount: 2, revision: 2 });
  });

  it('makes another alert for another group, for a resolved one and for one too far away in event time', async () => {
    await record([aSignal('a')]);
    await record([aSignal('b', { groupKey: 'other' })]);
    await record([aSignal('c', { at: '2026-11-29T10:00:00.000Z' })]);
    expect(await alerts()).toHaveLength(3);
    await dataSource.getRepository(AlertEntity).update({ groupKey: 'other' }, { status: 'resolved' });
    await record([aSignal('d', { groupKey: 'other' })]);
    expect(await alerts()).toHaveLength(4);
  });

  it('amends the alert when late events have joined a signal it counts already', async () => {
    await record([aSignal('a', { eventCount: 10 })]);
    const changes = await record([aSignal('a', { eventCount: 12, reason: '12 failures' })]);
    expect(changes).toMatchObject([{ revision: 2 }]);
    expect(await alerts()).toMatchObject([
      { signalCount: 1, eventCount: 12, reason: '12 failures', proof: { eventCount: 12 } },
    ]);
  });

  it('leaves what people did to an alert alone: a snoozed one counts on and stays snoozed', async () => {
    await record([aSignal('a')]);
    const triage = {
      status: 'in_progress',
      acknowledgedAt: new Date('2026-11-24T10:01:00.000Z'),
      snoozedUntil: new Date('2999-01-01T00:00:00.000Z'),
      tags: ['vpn'],
    } as const;
    await dataSource.getRepository(AlertEntity).update({ groupKey: 'group' }, { ...triage, tags: ['vpn'] });
    await record([aSignal('b')]);
    expect(await alerts()).toMatchObject([{ ...triage, signalCount: 2 }]);
  });

  it('leaves a resolved alert with its verdict as it is, and raises a new one without', async () => {
    await record([aSignal('a')]);
    const resolved = { status: 'resolved', verdict: 'benign', resolvedAt: new Date(), tags: ['vpn'] } as const;
    await dataSource.getRepository(AlertEntity).update({ groupKey: 'group' }, { ...resolved, tags: ['vpn'] });
    await record([aSignal('b')]);
    const made = await alerts();
    expect(made.find(({ status }) => status === 'resolved')).toMatchObject({ ...resolved, signalCount: 1 });
    const fresh = { status: 'new', verdict: null, resolvedAt: null, snoozedUntil: null, tags: [], signalCount: 1 };
    expect(made.filter(({ status }) => status !== 'resolved')).toMatchObject([fresh]);
  });

  it('loses no signal to an alert that is being resolved: it waits, and raises a new one', async () => {
    await record([aSignal('a')]);
    let recorded: Promise<unknown> = Promise.resolve();
    await dataSource.transaction(async (manager) => {
      await manager.getRepository(AlertEntity).update({ groupKey: 'group' }, { status: 'resolved', revision: 2 });
      recorded = record([aSignal('b')]);
      await untilBlocking(manager);
    });
    await recorded;
    const made = (await alerts()).map(({ status, signalCount, revision }) => ({ status, signalCount, revision }));
    expect(made).toHaveLength(2);
    expect(made).toEqual(
      expect.arrayContaining([
        { status: 'resolved', signalCount: 1, revision: 2 },
        { status: 'new', signalCount: 1, revision: 1 },
      ]),
    );
  });

  it('is exact when several workers hold signals of the same groups in different order', async () => {
    const signals = Array.from({ length: 60 }, (_, index) => aSignal(`s${index}`, { groupKey: `g${index % 3}` }));
    const shares = [signals, signals.toReversed(), signals.slice(20), signals.slice(0, 40)];
    await Promise.all(shares.map((share) => record(share)));
    const made = await alerts();
    expect(made.map(({ signalCount }) => signalCount)).toEqual([20, 20, 20]);
    expect(await dataSource.getRepository(AlertSignalEntity).count()).toBe(60);
  });

  it('writes nothing when the transaction fails after it', async () => {
    const failing = dataSource.transaction(async (manager) => {
      await grouping.record(manager, [aSignal('a')]);
      throw new Error('the worker died');
    });
    await expect(failing).rejects.toThrow('the worker died');
    expect(await alerts()).toEqual([]);
  });
});
