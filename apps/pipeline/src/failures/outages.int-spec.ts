import { EVENTS_QUEUE, QueueFull } from '@tocsin/messaging';
import { eventually } from '@tocsin/testing';

import type { FrontEnd } from '../testing/front-end';
import { SystemUnderFire } from '../testing/system-under-fire';
import { WrongClock } from '../testing/wrong-clock';

/** Longer than any time limit of the product; TOCSIN_TEST_OUTAGE_SECONDS=120 is what is promised. */
const OUTAGE_MS = Number(process.env['TOCSIN_TEST_OUTAGE_SECONDS'] ?? 40) * 1_000;
const HOUR_MS = 3_600_000;
const SLOWLY = { timeoutMs: 120_000, intervalMs: 200 };

describe('front ends and workers under fire', () => {
  const system = new SystemUnderFire();
  /** Of all tests: the store and the ledger are theirs together. */
  const accepted: string[] = [];

  beforeAll(() => system.start(), 120_000);
  afterEach(() => system.clear());
  afterAll(() => system.remove(), 60_000);

  const stop = async (front: FrontEnd): Promise<void> => {
    await front.stopSending();
    accepted.push(...front.accepted);
  };
  const storesMore = async (): Promise<void> => {
    const before = await system.storedCount();
    await eventually(async () => (await system.storedCount()) > before, SLOWLY);
  };
  const isReady = async (url: string): Promise<boolean> => (await fetch(`${url}/readyz`)).ok;

  it('take and keep every event while PostgreSQL is away for longer than anybody waits', async () => {
    const worker = await system.startWorker();
    const front = await system.startFrontEnd('away');
    front.startSending();
    await storesMore();
    await system.databaseEngine.kill();
    const until = performance.now() + OUTAGE_MS;
    while (performance.now() < until) await front.accept(100);
    expect(await isReady(worker.url)).toBe(false);
    expect(await system.bus.depth(EVENTS_QUEUE)).toBeGreaterThan(0);
    await system.databaseEngine.start();
    await front.accept(100);
    await stop(front);
    await system.isWhole(accepted);
    expect(worker.process.exitCode).toBeNull();
    expect(system.unexplained).toEqual([]);
  }, 480_000);

  it('take and keep every event when the broker is killed with a full queue and comes back with it', async () => {
    const front = await system.startFrontEnd('full');
    await limitQueue(system.broker.urls['management'] ?? '', 100_000);
    front.startSending();
    await eventually(async () => (await front.figure('tocsin_ingest_spool_batches')) > 5, SLOWLY);
    await eventually(() => isFull(system), SLOWLY);
    await system.broker.kill();
    await front.accept(200);
    await system.broker.start();
    await eventually(() => isFull(system), SLOWLY);
    await system.startWorker();
    await storesMore();
    await front.accept(100);
    await stop(front);
    await system.isWhole(accepted);
    expect(system.unexplained).toEqual([]);
  }, 480_000);

  it('agree about every minute though the clocks of all of them are wrong and are moved meanwhile', async () => {
    const clocks = { front: new WrongClock(), ahead: new WrongClock(HOUR_MS), behind: new WrongClock(-HOUR_MS) };
    for (const clock of [clocks.ahead, clocks.behind]) await system.startWorker(clock.runOptions);
    const front = await system.startFrontEnd('moved', clocks.front.runOptions);
    front.startSending();
    for (const wrongBy of [HOUR_MS, -2 * HOUR_MS, 0]) {
      clocks.front.move(wrongBy);
      clocks.ahead.move(-wrongBy);
      await front.accept(100);
      await system.ledger();
    }
    await front.stopSending();
    await system.isWhole([...accepted, ...front.accepted]);
    clocks.front.move(-2 * HOUR_MS);
    await whileNothingIsRecorded(system, async () => {
      for (let sent = 0; sent < 3; sent += 1) await front.sendOne();
      await stop(front);
      await eventually(async () => (await system.bus.depth(EVENTS_QUEUE)) === 0, SLOWLY);
      // Told by its front end, and under way: the queue does not hold it any more.
      await eventually(async () => (await system.ledger()).some(({ inFlight }) => inFlight > 0), SLOWLY);
      await system.ledger();
    });
    await system.isWhole(accepted);
    expect(system.unexplained).toEqual([]);
    const hours = await system.database.query<{ hours: number }[]>(
      `SELECT count(DISTINCT date_trunc('hour', accepted_at))::int AS hours
         FROM ledger_claim JOIN ledger_instance USING (instance) WHERE frontend = 'moved'`,
    );
    expect(hours[0]?.hours).toBeGreaterThanOrEqual(3);
  }, 240_000);
});

/** As an administrator of the broker may: the lower of two limits holds. */
async function limitQueue(management: string, bytes: number): Promise<void> {
  const { origin, username, password } = new URL(management);
  const answer = await fetch(`${origin}/api/policies/%2F/small`, {
    method: 'PUT',
    headers: { authorization: `Basic ${btoa(`${username}:${password}`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      pattern: `^${EVENTS_QUEUE}$`,
      'apply-to': 'queues',
      definition: { 'max-length-bytes': bytes },
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** What it sends to see is no batch: should there be room, it is set aside. */
async function isFull({ bus }: SystemUnderFire): Promise<boolean> {
  return bus.publish(EVENTS_QUEUE, { id: 'probe', headers: {}, body: Buffer.from('no batch') }).then(
    () => false,
    (error: unknown) => error instanceof QueueFull,
  );
}

async function whileNothingIsRecorded(system: SystemUnderFire, work: () => Promise<void>): Promise<void> {
  const lock = system.database.createQueryRunner();
  await lock.startTransaction();
  await lock.query('LOCK TABLE batch_outcome IN SHARE ROW EXCLUSIVE MODE');
  try {
    await work();
  } finally {
    await lock.rollbackTransaction();
    await lock.release();
  }
}
