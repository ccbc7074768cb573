import { randomUUID } from 'node:crypto';

import { eventually } from '@tocsin/testing';

import type { LogRecord, MessageBus, PartitionedLog } from '../../src/message-bus';
import { aHurdle, messages, Opened, type MessageBusHarness } from './harness';

/** Reads all partitions of a log into one list. */
async function readAll(log: PartitionedLog, fromOffset = 0): Promise<LogRecord[]> {
  const seen: LogRecord[] = [];
  for (let partition = 0; partition < log.partitions; partition += 1) {
    await log.read(partition, fromOffset, (records) => {
      seen.push(...records);
      return Promise.resolve();
    });
  }
  return seen;
}

const numbered = (label: string, count: number) =>
  messages(count).map((message, nr) => ({ ...message, id: `${label}-${nr}` }));

export function describeLogs(harness: () => MessageBusHarness): void {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  const connect = (): MessageBus => opened.bus(harness().connect([]));
  const aName = (): string => `log-${randomUUID()}`;

  describe('a partitioned log', () => {
    it('keeps the messages of a key in order in one partition, byte for byte', async () => {
      const log = connect().log(aName(), 4);
      const sent = numbered('a', 20).map((message, nr) => ({ ...message, body: Buffer.from([nr, 0, 255]) }));
      await log.append('host-1', sent.slice(0, 10));
      await log.append('host-1', sent.slice(10));
      const seen = await readAll(log);
      await eventually(() => seen.length === 20);
      expect(seen.map(({ id, headers, body }) => ({ id, headers, body }))).toEqual(sent);
      expect(new Set(seen.map(({ partition }) => partition)).size).toBe(1);
      seen.reduce((before, record) => {
        expect(record.offset).toBeGreaterThan(before.offset);
        return record;
      });
    });

    it('spreads keys over partitions', async () => {
      const log = connect().log(aName(), 4);
      for (let key = 0; key < 32; key += 1) await log.append(`host-${key}`, numbered(`k${key}`, 1));
      const seen = await readAll(log);
      await eventually(() => seen.length === 32);
      expect(new Set(seen.map(({ partition }) => partition)).size).toBe(4);
    });

    it('puts a key into the same partition from every process', async () => {
      const name = aName();
      await connect().log(name, 8).append('host-1', numbered('a', 1));
      const log = connect().log(name, 8);
      await log.append('host-1', numbered('b', 1));
      const seen = await readAll(log);
      await eventually(() => seen.length === 2);
      expect(seen[0]?.partition).toBe(seen[1]?.partition);
    });

    it('can be read again from any offset, also by another process', async () => {
      const name = aName();
      const log = connect().log(name, 1);
      await log.append('k', numbered('a', 30));
      const all = await readAll(log);
      await eventually(() => all.length === 30);
      const tail = await readAll(connect().log(name, 1), all[20]?.offset);
      await eventually(() => tail.length === 10);
      expect(tail.map(({ id }) => id)).toEqual(all.slice(20).map(({ id }) => id));
    });

    it('goes on with what is appended while it is read', async () => {
      const log = connect().log(aName(), 1);
      const seen = await readAll(log);
      for (let nr = 0; nr < 5; nr += 1) await log.append('k', numbered(`n${nr}`, 1));
      await eventually(() => seen.length === 5);
      expect(seen.map(({ id }) => id)).toEqual(['n0-0', 'n1-0', 'n2-0', 'n3-0', 'n4-0']);
    });

    it('shows a reader every record of concurrent appenders, none skipped, each appender in order', async () => {
      const name = aName();
      const appenders = [connect(), connect()].map((bus) => bus.log(name, 1));
      const reader = connect().log(name, 1);
      const seen = await readAll(reader);
      await Promise.all(
        appenders.map(async (log, who) => {
          for (let nr = 0; nr < 40; nr += 1) await log.append('k', [{ ...messages(1)[0]!, id: `${who}-${nr}` }]);
        }),
      );
      await eventually(() => seen.length === 80);
      for (const who of [0, 1]) {
        const own = seen.filter(({ id }) => id.startsWith(`${who}-`));
        expect(own.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, nr) => `${who}-${nr}`));
      }
      expect(new Set(seen.map(({ offset }) => offset)).size).toBe(80);
    });

    it('gives a handler that failed the same records again', async () => {
      const log = connect().log(aName(), 1);
      await log.append('k', numbered('a', 3));
      const seen: string[] = [];
      let failures = 2;
      await log.read(0, 0, (records) => {
        if (failures > 0) {
          failures -= 1;
          return Promise.reject(new Error('not now'));
        }
        seen.push(...records.map(({ id }) => id));
        return Promise.resolve();
      });
      await eventually(() => seen.length === 3);
      expect(seen).toEqual(['a-0', 'a-1', 'a-2']);
    });

    it('does not hand out more while the handler is at work, and closing waits for it', async () => {
      const log = connect().log(aName(), 1);
      const hurdle = aHurdle();
      let calls = 0;
      const subscription = await log.read(0, 0, () => {
        calls += 1;
        return hurdle.passed;
      });
      await log.append('k', numbered('a', 1));
      await eventually(() => calls === 1);
      await log.append('k', numbered('b', 5));
      const closing = subscription.close();
      expect(calls).toBe(1);
      hurdle.lift();
      await closing;
      expect(calls).toBe(1);
    });

    it('has no partition beyond its last', () => {
      const log = connect().log(aName(), 2);
      expect(() => log.read(2, 0, () => Promise.resolve())).toThrow(RangeError);
    });
  });
}
