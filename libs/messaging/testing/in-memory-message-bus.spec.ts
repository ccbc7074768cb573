import { BusUnavailable, QueueFull } from '../src/message-bus';
import { PARKED_ATTEMPTS_HEADER, PARKED_REASON_HEADER, type QueueSpec } from '../src/topology';
import { describeMessageBusContract } from './contract';
import { InMemoryBroker } from './in-memory-broker';
import { InMemoryMessageBus } from './in-memory-message-bus';

const QUEUE = { name: 'work', maxBytes: 100, maxAttempts: 2, retryAfterMs: 1 };
const message = (id: string, bytes = 1) => ({ id, headers: {}, body: Buffer.alloc(bytes) });

describeMessageBusContract(InMemoryMessageBus.name, () => {
  const specs: QueueSpec[] = [];
  const broker = new InMemoryBroker(specs);
  return Promise.resolve({
    connect: (queues) => {
      specs.push(...queues);
      return new InMemoryMessageBus(broker);
    },
    killEngine: () => Promise.resolve(broker.stop()),
    startEngine: () => Promise.resolve(broker.start()),
    close: () => Promise.resolve(),
  });
});

describe(InMemoryMessageBus.name, () => {
  const bus = () => new InMemoryMessageBus(new InMemoryBroker([QUEUE]));

  it('hands a published message to the consumer', async () => {
    const work = bus();
    await work.publish('work', message('a'));
    const delivery = await new Promise((resolve) => {
      void work.consume('work', { prefetch: 1 }, (received) => {
        resolve(received);
        return Promise.resolve({ kind: 'ack' });
      });
    });
    expect(delivery).toMatchObject({ id: 'a', attempt: 1 });
    expect(work.published('work')).toHaveLength(1);
  });

  it('parks a message that fails as often as the queue allows', async () => {
    const work = bus();
    await work.publish('work', message('a'));
    await work.consume('work', { prefetch: 1 }, () => Promise.reject(new Error('broken')));
    const parked = await new Promise((resolve) => {
      void work.consume('work.parked', { prefetch: 1 }, (delivery) => {
        resolve(delivery.headers);
        return Promise.resolve({ kind: 'ack' });
      });
    });
    expect(parked).toEqual({
      [PARKED_ATTEMPTS_HEADER]: '2',
      [PARKED_REASON_HEADER]: expect.stringContaining('broken') as string,
    });
    expect(work.parked('work')).toHaveLength(1);
  });

  it('refuses a message when the queue is full or the broker away', async () => {
    const work = bus();
    await work.publish('work', message('a', 60));
    await expect(work.publish('work', message('b', 60))).rejects.toThrow(QueueFull);
    work.broker.stop();
    await expect(work.publish('work', message('c'))).rejects.toThrow(BusUnavailable);
    expect(await work.depth('work')).toBe(1);
  });
});
