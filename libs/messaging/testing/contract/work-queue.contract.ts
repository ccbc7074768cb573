import { eventually } from '@tocsin/testing';

import { MAX_BODY_BYTES } from '../../src/limits';
import { BusUnavailable, QueueFull, type MessageBus } from '../../src/message-bus';
import { PARKED_ATTEMPTS_HEADER, PARKED_REASON_HEADER, parkedQueue, type QueueSpec } from '../../src/topology';
import { ACK, aHurdle, aMessage, aQueue, Collector, messages, Opened, type MessageBusHarness } from './harness';

export function describeWorkQueues(harness: () => MessageBusHarness): void {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  const connect = (...queues: QueueSpec[]): MessageBus => opened.bus(harness().connect(queues));
  const publishAll = (bus: MessageBus, queue: string, all = messages(10)): Promise<void[]> =>
    Promise.all(all.map((message) => bus.publish(queue, message)));

  describe('a work queue', () => {
    it('delivers id, headers and body as they were published, as attempt 1', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      const collector = new Collector();
      const message = aMessage({ headers: { source: 'sshd', dialect: 'é' }, body: Buffer.from([0, 255, 10, 13]) });
      await bus.publish(queue.name, message);
      await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
      await eventually(() => collector.deliveries.length === 1);
      expect(collector.deliveries[0]).toEqual({ ...message, attempt: 1 });
    });

    it('keeps messages until somebody consumes them, in order, and counts them', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      for (const message of messages(5)) await bus.publish(queue.name, message);
      expect(await bus.depth(queue.name)).toBe(5);
      const collector = new Collector();
      await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
      await eventually(() => collector.deliveries.length === 5);
      expect(collector.ids).toEqual(messages(5).map(({ id }) => id));
      await eventually(async () => (await bus.depth(queue.name)) === 0);
    });

    it('gives each message of a crowd of publishers to exactly one of several consumers', async () => {
      const queue = aQueue();
      const [one, two] = [connect(queue), connect(queue)];
      const collector = new Collector();
      await one.consume(queue.name, { prefetch: 4 }, collector.handler);
      await two.consume(queue.name, { prefetch: 4 }, collector.handler);
      await Promise.all([publishAll(one, queue.name, messages(300)), publishAll(two, queue.name, messages(300))]);
      await eventually(() => collector.deliveries.length === 600);
      const twice = messages(300).flatMap(({ id }) => [id, id]);
      expect(collector.ids.sort()).toEqual(twice.sort());
    });

    it('counts what waits and what is under way', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      const hurdle = aHurdle();
      const collector = new Collector(() => hurdle.passed.then(() => ACK));
      await publishAll(bus, queue.name, messages(3));
      await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
      await eventually(() => collector.deliveries.length === 1);
      await eventually(async () => (await bus.depth(queue.name)) === 3);
      hurdle.lift();
      await eventually(async () => (await bus.depth(queue.name)) === 0);
    });

    it('tells what nobody has taken, whoever has the others under way', async () => {
      const queue = aQueue();
      const [one, two, other] = [connect(queue), connect(queue), connect(queue)];
      const hurdle = aHurdle();
      const collector = new Collector(() => hurdle.passed.then(() => ACK));
      await publishAll(one, queue.name, messages(8));
      expect(await other.untaken(queue.name, 100)).toBe(8);
      for (const bus of [one, two]) await bus.consume(queue.name, { prefetch: 3 }, collector.handler);
      await eventually(() => collector.deliveries.length === 6);
      await eventually(async () => (await other.untaken(queue.name, 100)) === 2);
      expect(await other.untaken(queue.name, 1)).toBe(1);
      hurdle.lift();
      await eventually(async () => (await other.untaken(queue.name, 100)) === 0);
    });

    it('never has more deliveries under way than the prefetch', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      const hurdle = aHurdle();
      let underWay = 0;
      let most = 0;
      const collector = new Collector(async () => {
        most = Math.max(most, (underWay += 1));
        await hurdle.passed;
        underWay -= 1;
        return ACK;
      });
      await publishAll(bus, queue.name, messages(50));
      await bus.consume(queue.name, { prefetch: 7 }, collector.handler);
      await eventually(() => underWay === 7);
      hurdle.lift();
      await eventually(() => collector.deliveries.length === 50);
      expect(most).toBe(7);
    });

    it('does not deliver a message again while its handler is at work, however long', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      const other = connect(queue);
      const hurdle = aHurdle();
      const collector = new Collector(() => hurdle.passed.then(() => ACK));
      await bus.publish(queue.name, aMessage());
      await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
      await other.consume(queue.name, { prefetch: 1 }, collector.handler);
      await eventually(() => collector.deliveries.length === 1);
      // Longer than the lease that the specs of leasing adapters set.
      setTimeout(() => hurdle.lift(), 3_500);
      await hurdle.passed;
      await eventually(async () => (await bus.depth(queue.name)) === 0);
      expect(collector.attempts).toEqual([1]);
    });

    it('refuses a queue that was not declared and a message no engine could carry', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      await expect(bus.publish('nobody-knows-it', aMessage())).rejects.toThrow(/no queue 'nobody-knows-it'/);
      const tooBig = aMessage({ body: Buffer.alloc(MAX_BODY_BYTES + 1) });
      await expect(bus.publish(queue.name, tooBig)).rejects.toThrow(RangeError);
    });

    it('says QueueFull at its limit, delivers all it accepted, and takes more when there is room again', async () => {
      const queue = aQueue({ maxBytes: 100_000 });
      const bus = connect(queue);
      const accepted: string[] = [];
      let refusal: unknown;
      for (let nr = 0; nr < 100 && !refusal; nr += 1) {
        const message = aMessage({ id: `m-${nr}`, body: Buffer.alloc(10_000) });
        await bus.publish(queue.name, message).then(
          () => accepted.push(message.id),
          (error: unknown) => (refusal = error),
        );
      }
      expect(refusal).toBeInstanceOf(QueueFull);
      // A limit in bytes is met to within a few messages.
      expect(accepted.length).toBeGreaterThanOrEqual(9);
      expect(accepted.length).toBeLessThanOrEqual(14);
      const collector = new Collector();
      await bus.consume(queue.name, { prefetch: 5 }, collector.handler);
      await eventually(() => collector.deliveries.length === accepted.length);
      expect(collector.ids.sort()).toEqual(accepted.sort());
      await eventually(() => bus.publish(queue.name, aMessage({ body: Buffer.alloc(10_000) })).then(() => true));
    });
  });

  describe('a delivery that is not handled', () => {
    it('comes again after the time its handler asked for, as the next attempt', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      const times: number[] = [];
      const collector = new Collector(({ attempt }) => {
        times.push(performance.now());
        return attempt < 3 ? { kind: 'retry', afterMs: 300 } : ACK;
      });
      await bus.publish(queue.name, aMessage());
      await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
      await eventually(() => collector.deliveries.length === 3);
      expect(collector.attempts).toEqual([1, 2, 3]);
      const [first = 0, second = 0, third = 0] = times;
      expect(second - first).toBeGreaterThan(290);
      expect(third - second).toBeGreaterThan(290);
      await eventually(async () => (await bus.depth(queue.name)) === 0);
    });

    it('comes again after the default delay of the queue when the handler throws', async () => {
      const queue = aQueue({ retryAfterMs: 20 });
      const bus = connect(queue);
      const collector = new Collector(({ attempt }) => {
        if (attempt === 1) throw new Error('the store is away');
        return ACK;
      });
      await bus.publish(queue.name, aMessage());
      await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
      await eventually(() => collector.deliveries.length === 2);
      expect(collector.attempts).toEqual([1, 2]);
    });

    it('does not hold up the others while it waits', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      const collector = new Collector(({ id }) => (id === 'm-0' ? { kind: 'retry', afterMs: 60_000 } : ACK));
      await publishAll(bus, queue.name, messages(20));
      await bus.consume(queue.name, { prefetch: 2 }, collector.handler);
      await eventually(() => new Set(collector.ids).size === 20);
    });

    it('is parked when it failed as often as the queue allows; its neighbours are delivered', async () => {
      const queue = aQueue({ maxAttempts: 3 });
      const bus = connect(queue);
      const collector = new Collector(({ id }) => {
        if (id === 'poison') throw new Error('cannot digest this');
        return ACK;
      });
      const poison = aMessage({ id: 'poison', body: Buffer.from([1, 2, 3]) });
      await publishAll(bus, queue.name, [...messages(5), poison, ...messages(5)]);
      await bus.consume(queue.name, { prefetch: 4 }, collector.handler);
      const parked = new Collector();
      await bus.consume(parkedQueue(queue.name), { prefetch: 1 }, parked.handler);
      await eventually(() => parked.deliveries.length === 1);
      expect(collector.ids.filter((id) => id === 'poison')).toHaveLength(3);
      await eventually(() => collector.deliveries.length === 13);
      expect(parked.deliveries[0]).toMatchObject({ id: 'poison', body: poison.body, attempt: 1 });
      expect(parked.deliveries[0]?.headers).toEqual({
        ...poison.headers,
        [PARKED_ATTEMPTS_HEADER]: '3',
        [PARKED_REASON_HEADER]: 'failed 3 times, at last: cannot digest this',
      });
      await eventually(async () => (await bus.depth(queue.name)) === 0);
    });

    it('is parked at once when its handler says so, and waits there to be looked at', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      await bus.publish(queue.name, aMessage({ id: 'odd' }));
      await bus.consume(queue.name, { prefetch: 1 }, () => Promise.resolve({ kind: 'park', reason: 'not a batch' }));
      await eventually(async () => (await bus.depth(parkedQueue(queue.name))) === 1);
      expect(await bus.depth(queue.name)).toBe(0);
      const parked = new Collector();
      await bus.consume(parkedQueue(queue.name), { prefetch: 1 }, parked.handler);
      await eventually(() => parked.deliveries.length === 1);
      expect(parked.deliveries[0]?.headers[PARKED_REASON_HEADER]).toBe('not a batch');
    });
  });

  describe('closing', () => {
    it('a subscription waits for the handlers under way and takes nothing new', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      const hurdle = aHurdle();
      const collector = new Collector(() => hurdle.passed.then(() => ACK));
      await publishAll(bus, queue.name, messages(4));
      const subscription = await bus.consume(queue.name, { prefetch: 2 }, collector.handler);
      await eventually(() => collector.deliveries.length === 2);
      let isClosed = false;
      const closing = subscription.close().then(() => (isClosed = true));
      await publishAll(bus, queue.name, messages(2));
      expect(isClosed).toBe(false);
      hurdle.lift();
      await closing;
      expect(collector.deliveries).toHaveLength(2);
      await eventually(async () => (await bus.depth(queue.name)) === 4);
    });

    it('a bus waits for the handlers too, and what they acked is gone', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      const hurdle = aHurdle();
      const collector = new Collector(() => hurdle.passed.then(() => ACK));
      await bus.publish(queue.name, aMessage());
      await bus.consume(queue.name, { prefetch: 2 }, collector.handler);
      await eventually(() => collector.deliveries.length === 1);
      const closing = bus.close();
      hurdle.lift();
      await closing;
      const other = connect(queue);
      await eventually(async () => (await other.depth(queue.name)) === 0);
    });

    it('a bus twice does no harm, and a closed bus accepts nothing', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      await bus.publish(queue.name, aMessage());
      await Promise.all([bus.close(), bus.close()]);
      await expect(bus.publish(queue.name, aMessage())).rejects.toThrow(BusUnavailable);
      expect(bus.health().isConnected).toBe(false);
    });

    it('leaves what waits for another try to the next consumer', async () => {
      const queue = aQueue();
      const bus = connect(queue);
      const collector = new Collector(() => ({ kind: 'retry', afterMs: 200 }));
      await bus.publish(queue.name, aMessage());
      await bus.consume(queue.name, { prefetch: 1 }, collector.handler);
      await eventually(() => collector.deliveries.length === 1);
      await bus.close();
      const later = new Collector();
      await connect(queue).consume(queue.name, { prefetch: 1 }, later.handler);
      await eventually(() => later.deliveries.length === 1);
      expect(later.attempts).toEqual([2]);
    });
  });
}
