import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { eventually, RUN_TYPESCRIPT } from '@tocsin/testing';

import type { MessageBus } from '../../src/message-bus';
import { PARKED_REASON_HEADER, parkedQueue, type QueueSpec } from '../../src/topology';
import { aMessage, aQueue, Collector, messages, Opened, type DurableHarness } from './harness';
import type { WorkerOrders, WorkerReport } from './mortal-worker';

/** A worker in a process of its own, so that it can die as processes die. */
function startWorker(orders: WorkerOrders): ChildProcess {
  return fork(require.resolve('./mortal-worker'), [JSON.stringify(orders)], {
    execArgv: [...RUN_TYPESCRIPT],
  });
}

export function describeDurability(harness: () => DurableHarness): void {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  const connect = (...queues: QueueSpec[]): MessageBus => opened.bus(harness().connect(queues));
  const worker = (queue: QueueSpec, death: WorkerOrders['death']): ChildProcess => {
    const child = startWorker({ config: harness().config, queue, death });
    opened.add(() => Promise.resolve(void child.kill('SIGKILL')));
    return child;
  };

  describe('what was accepted', () => {
    it('is there after the engine was killed the moment it said so', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      await bus.publish(queue.name, aMessage({ id: 'first' }));
      await bus.publish(queue.name, aMessage({ id: 'accepted', body: Buffer.alloc(200_000, 'x') }));
      await harness().killEngine();
      await harness().startEngine();
      const collector = new Collector();
      await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
      await eventually(() => collector.ids.includes('accepted'), { timeoutMs: 40_000 });
      expect(new Set(collector.ids)).toEqual(new Set(['first', 'accepted']));
    });

    it('is all there after the engine was killed under load; every publish got its answer', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      await bus.publish(queue.name, aMessage({ id: 'ready' }));
      const accepted: string[] = ['ready'];
      let refused = 0;
      const send = async (sender: number): Promise<void> => {
        for (let nr = 0; refused < 16; nr += 1) {
          const message = aMessage({ id: `${sender}-${nr}`, body: Buffer.alloc(20_000) });
          await bus.publish(queue.name, message).then(
            () => accepted.push(message.id),
            () => (refused += 1),
          );
        }
      };
      const sending = Promise.all(Array.from({ length: 16 }, (_, sender) => send(sender)));
      await eventually(() => accepted.length > 100);
      await harness().killEngine();
      await sending;
      await harness().startEngine();
      const collector = new Collector();
      await bus.consume(queue.name, { prefetch: 16 }, collector.handler);
      await eventually(() => new Set(collector.ids).size >= accepted.length, { timeoutMs: 40_000 });
      const delivered = new Set(collector.ids);
      expect(accepted.filter((id) => !delivered.has(id))).toEqual([]);
    });
  });

  describe('a worker that is killed', () => {
    it('in the middle of its work leaves it to another one, which sees the next attempt', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      await Promise.all(messages(3).map((message) => bus.publish(queue.name, message)));
      const child = worker(queue, 'by others');
      const [report] = (await once(child, 'message')) as [WorkerReport];
      expect(report.attempt).toBe(1);
      child.kill('SIGKILL');
      const collector = new Collector();
      await bus.consume(queue.name, { prefetch: 5 }, collector.handler);
      await eventually(() => new Set(collector.ids).size === 3, { timeoutMs: 30_000 });
      expect(collector.deliveries.find(({ id }) => id === report.id)?.attempt).toBe(2);
    });

    it('by its message loses it to the parked queue after the last attempt', async () => {
      const queue = aQueue({ maxAttempts: 2 });
      const bus = connect(queue);
      await bus.publish(queue.name, aMessage({ id: 'deadly' }));
      for (let death = 1; death <= 2; death += 1) {
        const child = worker(queue, 'by its message');
        const [[report]] = (await Promise.all([once(child, 'message'), once(child, 'exit')])) as [
          [WorkerReport],
          unknown,
        ];
        expect(report).toEqual({ id: 'deadly', attempt: death });
      }
      const collector = new Collector();
      await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
      const parked = new Collector();
      await bus.consume(parkedQueue(queue.name), { prefetch: 1 }, parked.handler);
      await eventually(() => parked.ids.includes('deadly'), { timeoutMs: 30_000 });
      expect(parked.deliveries[0]?.headers[PARKED_REASON_HEADER]).toMatch(/no attempt of 2 came to an end/);
      expect(collector.deliveries).toEqual([]);
    });
  });
}
