import { randomUUID } from 'node:crypto';

import { eventually } from '@tocsin/testing';

import { BusUnavailable, type MessageBus } from '../../src/message-bus';
import type { QueueSpec } from '../../src/topology';
import { aMessage, aQueue, Collector, messages, Opened, type MessageBusHarness } from './harness';

/** Well under the time limit of a publish: who knows that the engine is away need not wait for it. */
const QUICKLY_MS = 1_000;

export function describeOutages(harness: () => MessageBusHarness): void {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  const connect = (...queues: QueueSpec[]): MessageBus => opened.bus(harness().connect(queues));
  const isUp = (bus: MessageBus): Promise<unknown> => eventually(() => bus.health().isConnected, { timeoutMs: 40_000 });

  describe('when the engine goes away', () => {
    it('refuses at once and says why; when it is back, publishing and consuming go on by themselves', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      const collector = new Collector();
      await bus.publish(queue.name, aMessage({ id: 'before' }));
      await bus.consume(queue.name, { prefetch: 2 }, collector.handler);
      await eventually(() => collector.ids.includes('before'));

      await harness().killEngine();
      await eventually(() => !bus.health().isConnected);
      expect(bus.health().detail).not.toBe('');
      const asked = performance.now();
      await expect(bus.publish(queue.name, aMessage({ id: 'during' }))).rejects.toThrow(BusUnavailable);
      await expect(bus.announce('t', {})).rejects.toThrow(BusUnavailable);
      expect(performance.now() - asked).toBeLessThan(QUICKLY_MS);

      await harness().startEngine();
      await isUp(bus);
      await bus.publish(queue.name, aMessage({ id: 'after' }));
      await eventually(() => collector.ids.includes('after'));
      expect(collector.ids).not.toContain('during');
    });

    it('is waited for by a bus that starts meanwhile, without blocking its app', async () => {
      const queue = aQueue();
      await harness().killEngine();
      const bus = connect(queue);
      const collector = new Collector();
      const heard: unknown[] = [];
      await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
      await bus.listen('t', (fact) => heard.push(fact));
      await expect(bus.publish(queue.name, aMessage())).rejects.toThrow(BusUnavailable);
      await harness().startEngine();
      await isUp(bus);
      await bus.publish(queue.name, aMessage({ id: 'at last' }));
      await eventually(() => collector.ids.includes('at last'));
      await eventually(async () => {
        await bus.announce('t', 'heard');
        return heard.includes('heard');
      });
    });

    it('is no reason for a reader of a log to skip or to repeat what it handled', async () => {
      const bus = connect();
      const log = bus.log(`log-${randomUUID()}`, 1);
      const seen: string[] = [];
      await log.append('k', messages(5));
      await log.read(0, 0, (records) => {
        seen.push(...records.map(({ id }) => id));
        return Promise.resolve();
      });
      await eventually(() => seen.length === 5);
      await harness().killEngine();
      await eventually(() => !bus.health().isConnected);
      await expect(log.append('k', [aMessage({ id: 'lost' })])).rejects.toThrow(BusUnavailable);
      await harness().startEngine();
      await isUp(bus);
      await log.append('k', [aMessage({ id: 'after' })]);
      await eventually(() => seen.includes('after'));
      expect(seen).toEqual([...messages(5).map(({ id }) => id), 'after']);
    });

    it('can be closed, though nobody answers', async () => {
      const queue = aQueue();
      const bus = harness().connect([queue]);
      await bus.publish(queue.name, aMessage());
      await bus.consume(queue.name, { prefetch: 1 }, () => Promise.resolve({ kind: 'retry', afterMs: 60_000 }));
      await harness().killEngine();
      await bus.close();
      await harness().startEngine();
    });
  });
}
