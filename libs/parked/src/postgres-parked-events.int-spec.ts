import { createDataSource, migrate, ParkedEventEntity } from '@tocsin/database';
import { FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import type { ParkedEvent } from './parked-events';
import { PostgresParkedEvents } from './postgres-parked-events';

const bytes = Buffer.from([0x7b, 0xff, 0x00, 0x7d]);

const parkedEvent = (position: number): ParkedEvent => ({
  batchId: 'batch-1',
  position,
  eventId: `batch-1-${position}`,
  source: 'test',
  stage: 'parse',
  reasonCode: 'parse.encoding',
  reason: 'not UTF-8: \0',
  bytes,
  receivedAt: new Date('2026-11-24T12:00:00.000Z'),
  claim: 'run-1',
  head: { dialect: 'json', frontend: 'fe1' },
});

describe(PostgresParkedEvents.name, () => {
  let dataSource: DataSource;
  beforeAll(async () => {
    dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
    await migrate(dataSource);
  });
  afterAll(() => dataSource.destroy());

  it('keeps bytes and reason of each event once, however often its batch comes', async () => {
    const parked = new PostgresParkedEvents(dataSource, new FakeClock('2026-11-24T12:00:01.000Z'));
    const events = Array.from({ length: 1_200 }, (_, position) => parkedEvent(position));
    expect(await parked.park(events.slice(0, 700))).toEqual([]);
    expect(await parked.park(events)).toEqual([]);
    const again = [parkedEvent(1_199), parkedEvent(1_200)].map((event) => ({ ...event, claim: 'run-2' }));
    expect(await parked.park(again.slice(0, 1))).toEqual(again.slice(0, 1));
    const kept = await dataSource.getRepository(ParkedEventEntity).find({ order: { position: 'ASC' } });
    expect(kept).toHaveLength(1_200);
    expect(kept[0]).toMatchObject({
      ...parkedEvent(0),
      reason: 'not UTF-8: \u2400',
      parkedAt: new Date('2026-11-24T12:00:01.000Z'),
    });
  });
});
