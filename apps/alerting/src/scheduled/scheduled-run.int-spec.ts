import { AlertEntity, AlertSignalEntity, createDataSource, migrate } from '@tocsin/database';
import type { SecurityEvent } from '@tocsin/event-model';
import { createEventStore, EventStore } from '@tocsin/event-store';
import { InMemoryEventStore } from '@tocsin/event-store/testing';
import { EVENTS_QUEUE } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { anEvent, FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { CheckpointMoved } from './checkpoints';
import { aRule } from './testing/a-rule';
import { aWorker, type AWorker } from './testing/a-worker';

const START = '2026-11-24T10:00:00.000Z';
const MINUTE = 60_000;

let dataSource: DataSource;
let store: EventStore;
let bus: InMemoryMessageBus;
let clock: FakeClock;
let worker: AWorker;
let rule = aRule();
let appended = 0;

beforeEach(async () => {
  const url = await testPostgresUrl();
  dataSource = createDataSource({ url });
  await dataSource.initialize();
  await migrate(dataSource);
  store = createEventStore({ kind: 'postgres', url });
  bus = new InMemoryMessageBus();
  clock = new FakeClock(START);
  rule = aRule();
  worker = another();
});
afterEach(async () => {
  await store.close();
  await bus.close();
  await dataSource.destroy();
});

const another = (instead: Partial<Parameters<typeof aWorker>[0]> = {}): AWorker =>
  aWorker({ dataSource, store, bus, clock, rules: [rule], ...instead });
const secondsAfterStart = (seconds: number): string => new Date(Date.parse(START) + seconds * 1_000).toISOString();

/** Failures at these seconds after the start, received now unless told otherwise. */
async function failures(seconds: readonly number[], patch: Partial<SecurityEvent> = {}): Promise<void> {
  const items = seconds.map((second) => {
    const event = anEvent({
      '@timestamp': secondsAfterStart(second),
      'event.ingested': clock.now().toISOString(),
      'event.action': 'ssh_failed',
      'event.outcome': 'failure',
      message: `failed ${second}`,
      ...patch,
    });
    return { id: `event-${appended++}`, day: event['@timestamp'].slice(0, 10), event };
  });
  const outcomes = await store.append(items);
  expect(outcomes.every(({ kind }) => kind === 'stored')).toBe(true);
}

/** Some time goes by, then the rules run. */
async function runLater(milliseconds = 10_000): Promise<void> {
  clock.advance(milliseconds);
  await worker.run.run();
}

const alerts = (): Promise<AlertEntity[]> => dataSource.getRepository(AlertEntity).find({ order: { firstAt: 'ASC' } });
const signalIds = async (): Promise<string[]> =>
  (await dataSource.getRepository(AlertSignalEntity).find({ order: { id: 'ASC' } })).map(({ id }) => id);
const coveredUntil = async (): Promise<string> =>
  (await worker.checkpoints.read('guessing')).coveredUntil.toISOString();
const trouble = async (): Promise<string> => (await worker.readiness.ask()).checks['scheduled_detection']!.detail;

describe('scheduled rules over a real store', () => {
  it('raise one alert for a burst, with its proof, and tell the consoles', async () => {
    await failures([0, 10, 20, 30]);
    await runLater();
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      ruleId: 'guessing',
      severity: 'high',
      title: 'Password guessing',
      reason: '4 × Login failed in 30 s',
      entityField: 'source.ip',
      entityValue: '192.0.2.17',
      eventCount: 4,
      signalCount: 1,
      proof: { eventCount: 4, window: { from: secondsAfterStart(0), to: secondsAfterStart(30) } },
    });
    expect(bus.announced).toEqual([{ topic: 'alert.changed', fact: { id: alert!.id, revision: 1 } }]);
    expect(await coveredUntil()).toBe(clock.now().toISOString());
  });

  it('raise nothing below the threshold, in other groups, or for events of other kinds', async () => {
    await failures([0, 10]);
    await failures([20], { 'source.ip': '192.0.2.99' });
    await failures([21, 22, 23], { 'event.action': 'ssh_accepted' });
    await runLater();
    expect(await alerts()).toEqual([]);
  });

  it('find a window whose events were received over several runs', async () => {
    await failures([0]);
    await runLater();
    await failures([25]);
    await runLater();
    expect(await alerts()).toEqual([]);
    await failures([50]);
    await runLater();
    expect(await alerts()).toMatchObject([{ eventCount: 3 }]);
  });

  it('find what happened long ago and lies in the future, by the events own time', async () => {
    await failures([-900_000, -899_990, -899_980]);
    await failures([900_000, 900_010, 900_020]);
    await runLater();
    expect((await alerts()).map(({ eventCount }) => eventCount)).toEqual([3, 3]);
  });

  it('let an alert grow while its burst goes on and when late events join it, and raise no second', async () => {
    await failures([0, 10, 20]);
    await runLater();
    await failures([30, 40]);
    await runLater();
    // With these the threshold was crossed a whole span earlier.
    await failures([-50, -40, -35]);
    await runLater(20 * MINUTE);
    expect(await alerts()).toMatchObject([
      { signalCount: 1, eventCount: 8, revision: 3, firstAt: new Date(secondsAfterStart(-50)) },
    ]);
    expect(bus.announced.map(({ fact }) => (fact as { revision: number }).revision)).toEqual([1, 2, 3]);
  });

  it('make one signal of two bursts that late events join', async () => {
    await failures([0, 1, 2, 100, 101, 102]);
    await runLater();
    expect(await alerts()).toMatchObject([{ signalCount: 2, eventCount: 6 }]);
    const before = await signalIds();
    await failures([50, 51, 52]);
    await runLater();
    expect(await signalIds()).toEqual(before);
    expect(await alerts()).toHaveLength(1);
  });

  it('raise nothing again when nothing is new, however often they run', async () => {
    await failures([0, 10, 20]);
    await runLater();
    for (let run = 0; run < 5; run++) await runLater(15 * MINUTE);
    worker = another();
    await runLater();
    expect(await alerts()).toMatchObject([{ revision: 1, eventCount: 3 }]);
    expect(bus.announced).toHaveLength(1);
  });

  it('count different values and repeated lines', async () => {
    rule = aRule('type: value_count, timespan: 1m, condition: { field: user.name, gte: 3 }');
    worker = another();
    for (const [second, user] of ['ann', 'ben', 'ben', 'cat'].entries())
      await failures([second], { 'user.name': user });
    await runLater();
    expect(await alerts()).toMatchObject([{ reason: '3 different user.name in 3 s', eventCount: 4 }]);
    rule = { ...aRule(), facts: { ...aRule().facts, id: 'repeats' } };
    worker = another();
    await failures([600], { 'tocsin.repeat': 3, 'source.ip': '192.0.2.50' });
    await runLater();
    expect((await alerts()).at(-1)).toMatchObject({ ruleId: 'repeats', eventCount: 1, entityValue: '192.0.2.50' });
  });

  it('write many alerts of one run, in several transactions', async () => {
    for (let address = 0; address < 250; address++) {
      await failures([0, 1, 2], { 'source.ip': `198.51.${address >> 7}.${address & 127}` });
    }
    await runLater();
    expect(await alerts()).toHaveLength(250);
    expect(await coveredUntil()).toBe(clock.now().toISOString());
  });
});

describe('scheduled rules and time of receipt', () => {
  it('hold the checkpoint while batches wait in the queue, and find their events when those are stored', async () => {
    await runLater();
    const before = await coveredUntil();
    await bus.publish(EVENTS_QUEUE, { id: 'batch', headers: {}, body: Buffer.alloc(0) });
    await runLater(20 * MINUTE);
    expect(await coveredUntil()).toBe(before);
    await failures([0, 10, 20], { 'event.ingested': secondsAfterStart(30) });
    await runLater();
    expect(await alerts()).toHaveLength(1);
  });

  it('look back now and then for events that were stored long after they were received', async () => {
    await runLater(40 * MINUTE);
    await failures([0, 10, 20], { 'event.ingested': secondsAfterStart(30) });
    await runLater();
    expect(await alerts()).toEqual([]);
    await runLater(10 * MINUTE);
    expect(await alerts()).toHaveLength(1);
  });

  it('hold the checkpoint for a while after an engine was away', async () => {
    const flaky = new InMemoryEventStore();
    worker = another({ store: flaky });
    await runLater();
    const before = await coveredUntil();
    flaky.outage = 'stopped by the test';
    await runLater();
    expect(await trouble()).toBe('Scheduled rules wait, and go on from where they were: stopped by the test');
    flaky.outage = undefined;
    await runLater();
    expect([await coveredUntil(), await trouble()]).toEqual([before, '']);
    await runLater(30_000);
    expect(await coveredUntil()).toBe(clock.now().toISOString());
  });
});

describe('several instances of the scheduled rules', () => {
  it('run in one at a time', async () => {
    await failures([0, 10, 20]);
    await worker.lock.whileHeld(async () => {
      await another().run.run();
      expect(await alerts()).toEqual([]);
    });
    await runLater();
    expect(await alerts()).toHaveLength(1);
  });

  it('are exact even if they run at once', async () => {
    await failures([0, 10, 20, 30]);
    clock.advance(10_000);
    const look = { now: clock.now(), isComplete: true, lookBackMs: 30_000 };
    const results = await Promise.allSettled([1, 2, 3].map(() => another().ruleRun.run(rule, look)));
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed.every(({ reason }) => reason instanceof CheckpointMoved)).toBe(true);
    expect(failed.length).toBeLessThan(3);
    expect(await alerts()).toMatchObject([{ signalCount: 1, eventCount: 4, revision: 1 }]);
  });

  it('write nothing once another has moved the checkpoint', async () => {
    await failures([0, 10, 20]);
    clock.advance(10_000);
    const slow = new Interrupted(store, async () => void (await another().run.run()));
    const look = { now: clock.now(), isComplete: true, lookBackMs: 30_000 };
    await expect(another({ store: slow }).ruleRun.run(rule, look)).rejects.toThrow(CheckpointMoved);
    expect(await alerts()).toMatchObject([{ signalCount: 1, revision: 1 }]);
  });
});

describe('a run that is cut off', () => {
  it('leaves neither alert nor checkpoint, and the next makes the same alert', async () => {
    await failures([0, 10, 20]);
    const before = await coveredUntil();
    await cutConnectionBeforeCommit();
    await runLater();
    expect(await trouble()).toContain('terminating connection');
    expect([await alerts(), await coveredUntil()]).toEqual([[], before]);
    await dataSource.query('DROP TRIGGER cut ON alert_signal');
    await runLater();
    expect(await alerts()).toMatchObject([{ signalCount: 1, eventCount: 3, revision: 1 }]);
  });

  it('ends as it should when it only lost the connection that keeps others away', async () => {
    await failures([0, 10, 20]);
    worker = another({ store: new Interrupted(store, cutOtherConnections) });
    await runLater();
    expect(await alerts()).toMatchObject([{ signalCount: 1 }]);
    expect([await coveredUntil(), await trouble()]).toEqual([clock.now().toISOString(), '']);
  });

  it('has counted nothing twice when it ended between its alerts and its news', async () => {
    await failures([0, 10, 20]);
    bus.broker.stop();
    await runLater();
    bus.broker.start();
    worker = another();
    await runLater();
    expect(await alerts()).toMatchObject([{ signalCount: 1, eventCount: 3, revision: 1 }]);
  });
});

/** The server ends the connection when everything is written but nothing is committed. */
async function cutConnectionBeforeCommit(): Promise<void> {
  await dataSource.query(`
    CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`);
  await dataSource.query('CREATE TRIGGER cut AFTER INSERT ON alert_signal EXECUTE FUNCTION cut()');
}

async function cutOtherConnections(): Promise<void> {
  await dataSource.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'tocsin' AND pid <> pg_backend_pid() AND datname = current_database()`,
  );
}

/** A store during whose scan something else happens. */
class Interrupted extends EventStore {
  constructor(
    private readonly inner: EventStore,
    private readonly interruption: () => Promise<void>,
  ) {
    super();
  }

  override async *scan(...request: Parameters<EventStore['scan']>): ReturnType<EventStore['scan']> {
    await this.interruption();
    yield* this.inner.scan(...request);
  }

  override append = (...request: Parameters<EventStore['append']>): ReturnType<EventStore['append']> =>
    this.inner.append(...request);
  override get = (id: string): ReturnType<EventStore['get']> => this.inner.get(id);
  override search = (request: Parameters<EventStore['search']>[0]): ReturnType<EventStore['search']> =>
    this.inner.search(request);
  override groups = (request: Parameters<EventStore['groups']>[0]): ReturnType<EventStore['groups']> =>
    this.inner.groups(request);
  override histogram = (request: Parameters<EventStore['histogram']>[0]): ReturnType<EventStore['histogram']> =>
    this.inner.histogram(request);
  override topValues = (request: Parameters<EventStore['topValues']>[0]): ReturnType<EventStore['topValues']> =>
    this.inner.topValues(request);
  override dropBefore = (day: string): ReturnType<EventStore['dropBefore']> => this.inner.dropBefore(day);
  override refresh = (): Promise<void> => this.inner.refresh();
  override health = (): ReturnType<EventStore['health']> => this.inner.health();
  override close = (): Promise<void> => this.inner.close();
}
