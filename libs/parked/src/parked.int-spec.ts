import { AuditTrail, COMMAND_LINE } from '@tocsin/audit';
import { AuditEntryEntity, createDataSource, migrate, ParkedEventEntity } from '@tocsin/database';
import { batchLines, decodeBatch } from '@tocsin/event-model';
import { PostgresClaims } from '@tocsin/ledger';
import { EVENTS_QUEUE } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { ParkedDesk } from './parked-desk';
import type { ParkedEvent } from './parked-events';
import { PostgresParkedEvents } from './postgres-parked-events';
import { RetrySender } from './retry-sender';

const ACCEPTED_AT = new Date('2026-11-24T12:05:00.000Z');

let dataSource: DataSource;
let clock: FakeClock;
let bus: InMemoryMessageBus;
let parked: PostgresParkedEvents;
let desk: ParkedDesk;
let sender: RetrySender;

beforeAll(async () => {
  dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
  await migrate(dataSource);
});
afterAll(() => dataSource.destroy());
beforeEach(() => {
  clock = new FakeClock('2026-11-24T13:00:00.000Z');
  bus = new InMemoryMessageBus();
  parked = new PostgresParkedEvents(dataSource, clock);
  desk = new ParkedDesk(dataSource, clock, new AuditTrail(clock));
  sender = new RetrySender(dataSource, bus, clock);
});
afterEach(() => dataSource.query('TRUNCATE parked_event, parked_retry, ledger_claim, ledger_count, ledger_dropped'));

const anEvent = (position: number, facts: Partial<ParkedEvent> = {}): ParkedEvent => ({
  batchId: 'batch-1',
  position,
  eventId: `e-${position}`,
  source: 'web',
  stage: 'parse',
  reasonCode: 'parse.json',
  reason: 'The line is not JSON.',
  bytes: Buffer.from(`{"broken ${position}`),
  receivedAt: new Date('2026-11-24T12:00:00.000Z'),
  claim: 'run-1',
  head: { dialect: 'json', frontend: 'fe1', zone: 'Europe/Berlin' },
  ...facts,
});
const some = (count: number, facts?: Partial<ParkedEvent>) =>
  Array.from({ length: count }, (_, position) => anEvent(position, facts));
const rows = () => dataSource.getRepository(ParkedEventEntity).find({ order: { batchId: 'ASC', position: 'ASC' } });
const sent = () => bus.published(EVENTS_QUEUE).map(({ body }) => decodeBatch(body));

/** What the ledger says of the day, parked events counted as the reconciliation does. */
async function ledger(): Promise<Record<string, number>> {
  const [row] = await dataSource.query<Record<string, number>[]>(
    `SELECT sum(stored)::int AS stored, sum(duplicate)::int AS duplicate, sum(parked)::int AS parked, sum(dropped)::int AS dropped
       FROM ledger_count WHERE grain = 'minute' AND at = '2026-11-24T12:05:00Z'`,
  );
  return row!;
}

async function claimed(): Promise<void> {
  const run = { instance: 'run', frontend: 'fe1', startedAt: ACCEPTED_AT, statedThrough: 1, isEnding: false };
  const claim = {
    claim: 'run-1',
    batchId: 'batch-1',
    source: 'web',
    events: 10,
    acceptedAt: ACCEPTED_AT,
    isVoid: false,
  };
  await new PostgresClaims(dataSource, clock).state(run, [claim]);
}

describe('parked events', () => {
  it('are shown by reason, most first', async () => {
    await parked.park([...some(3), anEvent(0, { batchId: 'b2', reasonCode: 'store.rejected', stage: 'store' })]);
    expect(await desk.groups()).toMatchObject([
      {
        reasonCode: 'parse.json',
        stage: 'parse',
        source: 'web',
        events: 3,
        sample: { reason: 'The line is not JSON.' },
      },
      { reasonCode: 'store.rejected', events: 1 },
    ]);
    expect(await desk.groups({ text: 'BROKEN 2' })).toMatchObject([{ events: 1 }]);
    expect(await desk.groups({ text: '100%' })).toEqual([]);
    expect(await desk.groups({ to: clock.now() })).toEqual([]);
  });

  it('are sent again under their ids, with the words they came with, once', async () => {
    await parked.park([...some(2), anEvent(0, { batchId: 'b2', source: 'mail' })]);
    const retry = await desk.retry(COMMAND_LINE, { reasonCode: 'parse.json' });
    expect(retry.events).toBe(3);
    expect(await desk.retry(COMMAND_LINE, {})).toMatchObject({ events: 0 });
    expect([await sender.sendSome(), await sender.sendSome()]).toEqual([3, 0]);
    const [mail, web] = sent();
    const [first, second] = (await rows()).filter(({ source }) => source === 'web');
    expect(mail).toMatchObject({ source: 'mail', ids: ['e-0'] });
    expect(web).toMatchObject({
      source: 'web',
      dialect: 'json',
      zone: 'Europe/Berlin',
      frontend: 'fe1',
      receivedAt: '2026-11-24T12:00:00.000Z',
      ids: ['e-0', 'e-1'],
      retries: [first?.id, second?.id],
    });
    expect(web).not.toHaveProperty('claim');
    expect(batchLines(web!).map(String)).toEqual(['{"broken 0', '{"broken 1']);
    expect(await desk.progress(retry.id)).toMatchObject({ events: 3, waiting: 3, askedBy: 'command line' });
  });

  it('are sent with other bytes when somebody has mended one', async () => {
    await parked.park(some(1));
    const [event] = await rows();
    await desk.retry(COMMAND_LINE, { ids: [event!.id] }, Buffer.from('{\n"message": "mended"\r\n}'));
    await sender.sendSome();
    expect(batchLines(sent()[0]!).map(String)).toEqual(['{ "message": "mended"  }']);
    expect((await rows())[0]?.bytes.toString()).toBe('{"broken 0');
  });

  it('are sent once more when nothing was heard of them for long', async () => {
    await parked.park(some(1));
    await desk.retry(COMMAND_LINE, { source: 'web' });
    await sender.sendSome();
    clock.advance(15 * 60_000);
    expect(await sender.sendSome()).toBe(0);
    clock.advance(1);
    expect(await sender.sendSome()).toBe(1);
    expect(sent()).toHaveLength(2);
  });

  it('wait on when the broker does not take them', async () => {
    await parked.park(some(1));
    await desk.retry(COMMAND_LINE, { source: 'web' });
    bus.broker.stop();
    await expect(sender.sendSome()).rejects.toThrow();
    bus.broker.start();
    expect(await sender.sendSome()).toBe(1);
  });

  it('move in the ledger when they leave, once each, to the time they were accepted', async () => {
    await claimed();
    await parked.park(some(4));
    const ids = (await rows()).map(({ id }) => id);
    const gone = [
      { id: ids[0]!, fate: 'stored', rule: '' },
      { id: ids[1]!, fate: 'duplicate', rule: '' },
      { id: ids[2]!, fate: 'dropped', rule: 'noise' },
    ] as const;
    await parked.unpark(gone);
    await parked.unpark(gone);
    expect(await rows()).toHaveLength(1);
    expect(await ledger()).toEqual({ stored: 1, duplicate: 1, parked: -3, dropped: 1 });
    const dropped = await dataSource.query<object[]>(
      `SELECT rule, events::int FROM ledger_dropped WHERE grain = 'day'`,
    );
    expect(dropped).toEqual([{ rule: 'noise', events: 1 }]);
  });

  it('stay, with the new reason, when they are refused again', async () => {
    await parked.park(some(1));
    const [{ id }] = (await rows()) as [ParkedEventEntity];
    await desk.retry(COMMAND_LINE, { ids: [id] });
    await sender.sendSome();
    const again = [{ id, stage: 'store', reasonCode: 'store.rejected', reason: 'wrong type' }];
    await parked.parkAgain(again);
    await parked.parkAgain(again);
    expect(await rows()).toMatchObject([{ reasonCode: 'store.rejected', attempts: 2, retryId: null, sentAt: null }]);
    expect(await desk.retry(COMMAND_LINE, { ids: [id] })).toMatchObject({ events: 1 });
  });

  it('are dropped by a rule that is named, counted and recorded', async () => {
    await claimed();
    await parked.park(some(3));
    expect(await desk.discard(COMMAND_LINE, { text: 'broken 1' }, 'test-traffic')).toBe(1);
    expect(await desk.discard(COMMAND_LINE, { text: 'broken 1' }, 'test-traffic')).toBe(0);
    expect(await ledger()).toMatchObject({ parked: -1, dropped: 1 });
    const entries = await dataSource.getRepository(AuditEntryEntity).findBy({ action: 'parked.discard' });
    expect(entries).toMatchObject([{ actorName: 'command line', objectId: 'test-traffic' }]);
    clock.advance(1);
    expect(await parked.expire(clock.now())).toBe(2);
    expect(await ledger()).toMatchObject({ parked: -3, dropped: 3 });
  });
});
