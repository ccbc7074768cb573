import { InMemoryEventStore } from '@tocsin/event-store/testing';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';

import { Engines } from './engines';

const bus = new InMemoryMessageBus();
const store = new InMemoryEventStore();
const engines = new Engines(store, bus);

describe(Engines.name, () => {
  it('says that all is well, and how much waits', async () => {
    await bus.publish('events', { id: '1', headers: {}, body: Buffer.from('x') });
    expect(await engines.queue()).toEqual({ ok: true, detail: '', depth: 1 });
    expect(await engines.storage()).toEqual({ ok: true, detail: '' });
  });

  it('says what is wrong when an engine is away', async () => {
    store.outage = 'stopped';
    expect((await engines.storage()).ok).toBe(false);
    bus.broker.stop();
    expect(await engines.queue()).toMatchObject({ ok: false, detail: expect.stringContaining('stopped') as string });
    store.outage = undefined;
    bus.broker.start();
  });

  it('does not wait for an engine that does not answer', async () => {
    jest.useFakeTimers();
    const deaf = new InMemoryMessageBus();
    deaf.depth = () => new Promise<number>(() => undefined);
    const asked = new Engines(store, deaf).queue();
    jest.advanceTimersByTime(2_000);
    expect(await asked).toEqual({ ok: false, detail: 'No answer in 2 s.', depth: null });
    jest.useRealTimers();
  });
});
