import { setImmediate as settled } from 'node:timers/promises';

import { Clock } from '@tocsin/clock';
import { encodeBatch } from '@tocsin/event-model';
import { MAX_FACT_BYTES, TAIL_LINES_FACT, TAIL_WANTED_FACT } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';

import { openBatch } from '../../../batch/open-batch';
import { aBatch } from '../../../testing/pipeline-under-test';
import { LiveTails } from './live-tails';
import type { TailLines } from './live-tail';

class SetClock extends Clock {
  ms = 1_000;
  override now(): Date {
    return new Date(this.ms);
  }
}

describe(LiveTails.name, () => {
  let bus: InMemoryMessageBus;
  let clock: SetClock;
  let tails: LiveTails;

  beforeEach(async () => {
    bus = new InMemoryMessageBus();
    clock = new SetClock();
    tails = new LiveTails(bus, clock);
    tails.onApplicationBootstrap();
    await Promise.resolve();
  });
  afterEach(() => tails.onModuleDestroy());

  const want = (id: string, where = '', untilMs = 10_000) => bus.announce(TAIL_WANTED_FACT, { id, where, untilMs });

  function pass(...messages: string[]): void {
    const underWay = openBatch(encodeBatch(aBatch(messages)));
    underWay.events = messages.map((message, position) => ({
      position,
      id: `id-${position}`,
      event: { '@timestamp': '2026-11-24T12:00:00.000Z', message, 'host.name': 'web1', 'tocsin.rules': ['a', 'b'] },
      context: { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} },
    }));
    tails.offer(underWay);
  }

  async function shown(): Promise<(TailLines & { id: string })[]> {
    tails.show();
    await settled();
    return bus.announced.filter(({ topic }) => topic === TAIL_LINES_FACT).map(({ fact }) => fact as never);
  }

  it('shows who watches what their queries choose', async () => {
    await want('one', 'message:error');
    await want('all');
    pass('fine', 'an error');
    expect(await shown()).toMatchObject([
      { id: 'one', skipped: 0, lines: [{ id: 'id-1', message: 'an error', host: 'web1', program: '', rules: 2 }] },
      { id: 'all', lines: [{ message: 'fine' }, { message: 'an error' }] },
    ]);
  });

  it('says nothing when nothing passed or nobody watches', async () => {
    pass('fine');
    await want('all');
    expect(await shown()).toEqual([]);
  });

  it('tells how many it could not show, in a message the bus can carry', async () => {
    await want('all');
    pass(...Array.from({ length: 200 }, (_, n) => `${n} ${'ü'.repeat(400)}`));
    const [fact] = await shown();
    const lines = fact?.lines ?? [];
    expect(lines.length + (fact?.skipped ?? 0)).toBe(200);
    expect(lines.length).toBeGreaterThan(5);
    expect(Buffer.byteLength(JSON.stringify({ topic: TAIL_LINES_FACT, fact }))).toBeLessThanOrEqual(MAX_FACT_BYTES);
  });

  it('forgets who did not say again that they watch', async () => {
    await want('gone', '', 2_000);
    await want('stays', '', 2_000);
    await want('stays', '', 9_000);
    clock.ms = 3_000;
    tails.show();
    pass('x');
    expect((await shown()).map(({ id }) => id)).toEqual(['stays']);
  });

  it.each([{}, { id: 'x', where: 'a:(', untilMs: 9_000 }, null, 7])(
    'passes over a wish it does not understand: %j',
    async (wish) => {
      await bus.announce(TAIL_WANTED_FACT, wish);
      pass('x');
      expect(await shown()).toEqual([]);
    },
  );
});
