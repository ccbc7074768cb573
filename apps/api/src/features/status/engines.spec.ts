import { InMemoryEventStore } from '@tocsin/event-store/testing';
import { EVENTS_BACKLOG_FACT, FrontBacklogs } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';

import { Engines } from './engines';

const store = new InMemoryEventStore();

function enginesOn(bus: InMemoryMessageBus): Engines {
  const backlogs = new FrontBacklogs(bus);
  backlogs.onApplicationBootstrap();
  return new Engines(store, bus, backlogs);
}

describe(Engines.name, () => {
  let bus: InMemoryMessageBus;
  let engines: Engines;
  beforeEach(() => {
    bus = new InMemoryMessageBus();
    engines = enginesOn(bus);
  });

  const queueOne = () => bus.publish('events', { id: '1', headers: {}, body: Buffer.from('x') });
  const tell = (broker: string, depth: number | null) => bus.announce(EVENTS_BACKLOG_FACT, { broker, depth });

  it('says that all is well, and how much waits', async () => {
    await queueOne();
    expect(await engines.queue()).toEqual({ ok: true, detail: '', depth: 1, fronts: [] });
    expect(await engines.storage()).toEqual({ ok: true, detail: '' });
  });

  it('counts what waits at front ends too', async () => {
    await queueOne();
    await tell('fe2:5671', 30);
    await tell('fe1:5671', 4);
    await tell('fe2:5671', 20);
    const fronts = [
      { broker: 'fe1:5671', depth: 4 },
      { broker: 'fe2:5671', depth: 20 },
    ];
    expect(await engines.queue()).toEqual({ ok: true, detail: '', depth: 25, fronts });
  });

  it('says no sum while a front end is not reached, and names it', async () => {
    await tell('fe1:5671', 4);
    await tell('fe2:5671', null);
    const { ok, detail, depth } = await engines.queue();
    expect([ok, depth]).toEqual([false, null]);
    expect(detail).toContain('Not reached: fe2:5671.');
  });

  it('does not know any more what nobody has told for a while', async () => {
    await tell('fe1:5671', 4);
    const later = performance.now() + 60_000;
    jest.spyOn(performance, 'now').mockReturnValue(later);
    expect((await engines.queue()).depth).toBeNull();
    jest.restoreAllMocks();
  });

  it('says what is wrong when an engine is away', async () => {
    store.outage = 'stopped';
    expect((await engines.storage()).ok).toBe(false);
    store.outage = undefined;
    bus.broker.stop();
    expect(await engines.queue()).toMatchObject({ ok: false, detail: expect.stringContaining('stopped') as string });
  });

  it('does not wait for an engine that does not answer', async () => {
    jest.useFakeTimers();
    bus.depth = () => new Promise<number>(() => undefined);
    const asked = engines.queue();
    jest.advanceTimersByTime(2_000);
    expect(await asked).toEqual({ ok: false, detail: 'No answer in 2 s.', depth: null, fronts: [] });
    jest.useRealTimers();
  });
});
