import { Logger } from '@nestjs/common';
import { eventually, testEngines, testRabbitUrl } from '@tocsin/testing';
import { connect, type ChannelModel } from 'amqplib';

import { ACK, aMessage, aQueue, Collector, messages, Opened } from '../../testing/contract/harness';
import { BusUnavailable } from '../message-bus';
import type { QueueSpec } from '../topology';
import type { PublisherLimits } from './confirm-publisher';
import { RabbitMqMessageBus } from './rabbitmq-message-bus';

const LIMITS: PublisherLimits = { publishTimeoutMs: 5_000, maxUnconfirmed: 64 };

describe('RabbitMqMessageBus, where the broker is treacherous', () => {
  const opened = new Opened();
  let url: string;
  /** An administrator beside the bus. */
  let admin: ChannelModel;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    url = await testRabbitUrl();
    admin = await connect(url);
  });
  afterEach(() => opened.closeAll());
  afterAll(() => admin.close());

  const busFor = (queue: QueueSpec, limits = LIMITS, at = url) =>
    opened.bus(new RabbitMqMessageBus({ url: at, ...limits }, [queue]));
  const deleteQueue = async (name: string): Promise<void> => {
    const channel = await admin.createChannel();
    await channel.deleteQueue(name);
    await channel.close();
  };

  it('refuses a message that finds no queue, though the broker confirms it, and declares the queue again', async () => {
    const queue = aQueue();
    const bus = busFor(queue);
    await bus.publish(queue.name, aMessage());
    await deleteQueue(queue.name);
    const [one, two] = await Promise.allSettled([
      bus.publish(queue.name, aMessage()),
      bus.publish(queue.name, aMessage()),
    ]);
    for (const outcome of [one, two])
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(BusUnavailable) as unknown });
    await eventually(() => bus.publish(queue.name, aMessage()).then(() => true));
    expect(await bus.depth(queue.name)).toBe(1);
  });

  it('goes on consuming after its queue was deleted', async () => {
    const queue = aQueue();
    const bus = busFor(queue);
    const collector = new Collector();
    await bus.consume(queue.name, { prefetch: 3 }, collector.handler);
    await bus.publish(queue.name, aMessage({ id: 'before' }));
    await eventually(() => collector.ids.includes('before'));
    await deleteQueue(queue.name);
    await eventually(() => bus.publish(queue.name, aMessage({ id: 'after' })).then(() => true));
    await eventually(() => collector.ids.includes('after'));
  });

  it('does not use a queue of that name that is none of ours, and says so', async () => {
    const queue = aQueue();
    const channel = await admin.createChannel();
    await channel.assertQueue(queue.name, { durable: true, arguments: { 'x-queue-type': 'classic' } });
    await channel.close();
    const bus = busFor(queue);
    await expect(bus.publish(queue.name, aMessage())).rejects.toThrow(/PRECONDITION/);
    expect(bus.health()).toMatchObject({
      isConnected: false,
      detail: expect.stringMatching(/inequivalent arg/) as string,
    });
  });

  it('has no more messages unconfirmed than allowed; a few more wait, the rest is refused at once', async () => {
    const queue = aQueue();
    const bus = busFor(queue, { publishTimeoutMs: 5_000, maxUnconfirmed: 2 });
    await bus.publish(queue.name, aMessage());
    const outcomes = await Promise.allSettled(messages(20).map((message) => bus.publish(queue.name, message)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2 + 2 * 4);
    expect(await bus.depth(queue.name)).toBe(1 + 2 + 2 * 4);
  });

  it('answers in time when the broker stalls, sends nothing more into the dark, and recovers', async () => {
    const engine = testEngines().rabbitmq();
    await engine.start();
    opened.add(() => engine.stop());
    const queue = aQueue();
    const bus = busFor(queue, { publishTimeoutMs: 700, maxUnconfirmed: 1 }, engine.url);
    await bus.publish(queue.name, aMessage());
    const pid = engine.pid() ?? 0;
    process.kill(pid, 'SIGSTOP');
    const asked = performance.now();
    const [unanswered, waiting] = await Promise.allSettled(messages(2).map((one) => bus.publish(queue.name, one)));
    process.kill(pid, 'SIGCONT');
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(unanswered).toMatchObject({
      reason: { message: expect.stringMatching(/did not confirm in time/) as string },
    });
    expect(waiting).toMatchObject({ reason: { message: expect.stringMatching(/too slowly/) as string } });
    await eventually(() => bus.publish(queue.name, aMessage()).then(() => true));
  });

  it('says that a broker in alarm takes nothing, and can still be asked and left', async () => {
    const calm = testEngines().rabbitmq({ memoryLimitMb: 1 });
    await calm.start();
    opened.add(() => calm.stop());
    const queue = aQueue();
    const bus = busFor(queue, { publishTimeoutMs: 500, maxUnconfirmed: 4 }, calm.url);
    const collector = new Collector(() => ACK);
    await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
    await expect(bus.publish(queue.name, aMessage())).rejects.toThrow(BusUnavailable);
    await eventually(() => bus.health().detail.includes('blocks publishers'));
    const asked = performance.now();
    await expect(bus.publish(queue.name, aMessage())).rejects.toThrow(/blocks publishers/);
    expect(performance.now() - asked).toBeLessThan(200);
    expect(await bus.depth(queue.name)).toBe(0);
  });
});
