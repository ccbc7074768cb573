import { EVENTS_ASIDE_QUEUE, EVENTS_BACKLOG_FACT, EVENTS_QUEUE, FrontBacklogs } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';

import { EventsBacklog } from './events-backlog';

describe(EventsBacklog.name, () => {
  let bus: InMemoryMessageBus;
  let backlog: EventsBacklog;
  let now = 0;
  beforeEach(() => {
    bus = new InMemoryMessageBus();
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const fronts = new FrontBacklogs(bus);
    fronts.onApplicationBootstrap();
    backlog = new EventsBacklog(bus, fronts);
    now += 30_000;
  });
  afterEach(() => void jest.restoreAllMocks());

  const tell = (broker: string, depth: number | null) => bus.announce(EVENTS_BACKLOG_FACT, { broker, depth });

  it('is empty where there are no front ends with brokers of their own', async () => {
    expect(await backlog.isEmpty()).toBe(true);
  });

  it.each([EVENTS_QUEUE, EVENTS_ASIDE_QUEUE])('is not empty while something waits in %s', async (queue) => {
    await bus.publish(queue, { id: '1', headers: {}, body: Buffer.from('x') });
    expect(await backlog.isEmpty()).toBe(false);
  });

  it('is empty when every front end says so', async () => {
    await tell('fe1', 0);
    await tell('fe2', 1);
    expect(await backlog.isEmpty()).toBe(false);
    await tell('fe2', 0);
    expect(await backlog.isEmpty()).toBe(true);
  });

  it('is not empty while a front end is not reached, or nobody has told of it for a while', async () => {
    await tell('fe1', null);
    expect(await backlog.isEmpty()).toBe(false);
    await tell('fe1', 0);
    now += 60_000;
    expect(await backlog.isEmpty()).toBe(false);
  });

  it('is not empty just after the start: a front end may not have been told of yet', async () => {
    now -= 20_000;
    expect(await backlog.isEmpty()).toBe(false);
  });
});
