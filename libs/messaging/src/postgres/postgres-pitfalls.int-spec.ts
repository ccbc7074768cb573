import { Logger } from '@nestjs/common';
import { eventually, testEngines, testPostgresUrl } from '@tocsin/testing';
import { Client } from 'pg';

import { ACK, aHurdle, aMessage, aQueue, Collector, messages, Opened } from '../../testing/contract/harness';
import { BusUnavailable, type LogRecord } from '../message-bus';
import type { QueueSpec } from '../topology';
import { PostgresMessageBus, type PostgresBusOptions } from './postgres-message-bus';

describe('PostgresMessageBus, behind the scenes', () => {
  const opened = new Opened();
  let url: string;
  let admin: Client;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    url = await testPostgresUrl();
    admin = new Client({ connectionString: url });
    await admin.connect();
  });
  afterEach(() => opened.closeAll());
  afterAll(() => admin.end());

  const busFor = (queue: QueueSpec, options: Partial<PostgresBusOptions> = {}) =>
    opened.bus(new PostgresMessageBus({ url, publishTimeoutMs: 5_000, maxUnconfirmed: 64, ...options }, [queue]));

  it('builds its schema once when many processes start at the same time', async () => {
    const fresh = await testPostgresUrl();
    const queue = aQueue();
    const buses = Array.from({ length: 6 }, () => busFor(queue, { url: fresh }));
    await Promise.all(buses.map((bus) => bus.publish(queue.name, aMessage())));
    expect(await buses[0]?.depth(queue.name)).toBe(6);
  });

  it('counts exactly what is in the table, whatever became of the messages', async () => {
    const queue = aQueue({ maxAttempts: 2 });
    const bus = busFor(queue);
    await Promise.all(messages(40, 1_000).map((message) => bus.publish(queue.name, message)));
    const collector = new Collector(({ id }) => {
      if (id < 'm-2') return { kind: 'park', reason: 'odd' };
      if (id < 'm-3') return { kind: 'retry', afterMs: 60_000 };
      return ACK;
    });
    await bus.consume(queue.name, { prefetch: 10 }, collector.handler);
    await eventually(() => collector.deliveries.length === 40);
    await bus.close();
    const count = 'count(*)::int as messages, coalesce(sum(octet_length(body)), 0)::int as bytes';
    const inTable = await admin.query(
      `select queue, ${count} from bus.message where queue like $1 group by queue order by queue`,
      [`${queue.name}%`],
    );
    const counted = await admin.query(
      `select queue, sum(messages)::int as messages, sum(bytes)::int as bytes from bus.usage
       where queue like $1 group by queue order by queue`,
      [`${queue.name}%`],
    );
    expect(counted.rows).toEqual(inTable.rows);
    expect(counted.rows).toMatchObject([{ messages: 11 }, { messages: 12, bytes: 12_000 }]);
  });

  it('answers in time when the server is stuck', async () => {
    const queue = aQueue();
    const bus = busFor(queue, { publishTimeoutMs: 600 });
    await bus.publish(queue.name, aMessage());
    await admin.query('begin; lock table bus.message in access exclusive mode');
    const asked = performance.now();
    await expect(bus.publish(queue.name, aMessage())).rejects.toThrow(BusUnavailable);
    expect(performance.now() - asked).toBeLessThan(1_500);
    await admin.query('rollback');
    await eventually(() => bus.publish(queue.name, aMessage()).then(() => true));
  });

  it('writes an ack that came during an outage as soon as it can, instead of delivering again', async () => {
    const queue = aQueue();
    const bus = busFor(queue, { leaseMs: 60_000 });
    const collector = new Collector(async () => {
      // Whoever of the bus is connected loses the connection while the handler is at work.
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'tocsin bus' and datname = current_database()`,
      );
      return ACK;
    });
    await bus.publish(queue.name, aMessage());
    await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
    await eventually(() => collector.deliveries.length === 1);
    await eventually(async () => (await bus.depth(queue.name)) === 0);
    expect(collector.deliveries).toHaveLength(1);
  });

  it('does not take its own work a second time after an outage longer than the lease', async () => {
    const engine = testEngines().postgres();
    await engine.start();
    opened.add(() => engine.stop());
    const leaseMs = 1_500;
    const queue = aQueue();
    const bus = busFor(queue, { url: engine.url, leaseMs });
    const hurdle = aHurdle();
    const collector = new Collector(({ id }) => (id === 'long' ? hurdle.passed.then(() => ACK) : ACK));
    await bus.publish(queue.name, aMessage({ id: 'long' }));
    await bus.consume(queue.name, { prefetch: 4 }, collector.handler);
    await eventually(() => collector.ids.includes('long'));
    await engine.kill();
    const wentAway = performance.now();
    await eventually(() => performance.now() - wentAway > leaseMs);
    await engine.start();
    await eventually(() => bus.publish(queue.name, aMessage({ id: 'next' })).then(() => true));
    await eventually(() => collector.ids.includes('next'));
    hurdle.lift();
    await eventually(async () => (await bus.depth(queue.name)) === 0);
    expect(collector.ids.filter((id) => id === 'long')).toHaveLength(1);
  });

  it('forgets the oldest records of a log beyond its bytes; a reader from 0 begins with the oldest kept', async () => {
    const bus = busFor(aQueue(), { logBytesPerPartition: 10_000 });
    const log = bus.log('small', 1);
    for (let nr = 0; nr < 30; nr += 1) await log.append('k', messages(1, 1_000));
    const seen: LogRecord[] = [];
    await log.read(0, 0, (records) => {
      seen.push(...records);
      return Promise.resolve();
    });
    await eventually(() => seen.at(-1)?.offset === 29);
    expect(seen.length).toBeGreaterThanOrEqual(10);
    expect(seen.length).toBeLessThanOrEqual(12);
  });

  it('reads a long log in bounded portions', async () => {
    const log = busFor(aQueue()).log('long', 1);
    await log.append('k', messages(200));
    const portions: number[] = [];
    await log.read(0, 0, (records) => {
      portions.push(records.length);
      return Promise.resolve();
    });
    await eventually(() => portions.reduce((sum, size) => sum + size, 0) === 200);
    expect(Math.max(...portions)).toBeLessThanOrEqual(64);
  });
});
