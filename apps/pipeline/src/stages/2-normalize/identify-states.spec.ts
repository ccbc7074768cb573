import { encodeBatch, type EventPatch, type SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';
import { z } from 'zod';

import { aBatch, PipelineUnderTest } from '../../testing/pipeline-under-test';

/** `finding: …` tells the state of the finding it names. */
@NormalizerPlugin({
  type: 'scanner',
  understands: 'content',
  stability: 'experimental',
  options: z.strictObject({}),
  reads: ['message'],
  writes: ['event.kind', 'tocsin.state_key'],
})
class Scanner implements Normalizer {
  claims({ message }: SecurityEvent): boolean {
    return message.startsWith('finding ');
  }
  normalize({ message }: SecurityEvent): EventPatch {
    return { 'event.kind': 'state', 'tocsin.state_key': message.split(':')[0] ?? '' };
  }
}

describe('an event that tells a state', () => {
  let under: PipelineUnderTest;

  beforeEach(() => {
    under = new PipelineUnderTest({ rulesFolder: __dirname });
    under.plugins.push(new Scanner());
  });
  afterEach(() => under.stop());

  async function send(id: string, source: string, ...lines: [time: string, message: string][]): Promise<void> {
    const texts = lines.map(([time, message]) => JSON.stringify({ time, message }));
    const batch = aBatch(texts, { id, source });
    await (await under.handler()).handle({ id, headers: {}, body: encodeBatch(batch), attempt: 1 });
  }

  const messages = () => under.store.events.map(({ event }) => event.message).sort();

  it('takes the place of the older one, whatever batch it comes in and on whatever day', async () => {
    await send('a', 's', ['2026-11-20T10:00:00Z', 'finding 1: open'], ['2026-11-20T10:00:00Z', 'finding 2: open']);
    await send('b', 's', ['2026-11-23T10:00:00Z', 'finding 1: fixed']);
    expect(messages()).toEqual(['finding 1: fixed', 'finding 2: open']);
    expect(under.store.events.every(({ id }) => /^state-[0-9a-f]{64}$/.test(id))).toBe(true);
  });

  it('that is late replaces nothing and is accounted for', async () => {
    await send('a', 's', ['2026-11-23T10:00:00Z', 'finding 1: fixed']);
    await send('b', 's', ['2026-11-20T10:00:00Z', 'finding 1: open']);
    expect(messages()).toEqual(['finding 1: fixed']);
    expect(under.outcomes.outcomes).toMatchObject([{ stored: 1 }, { stored: 0, duplicate: 1 }]);
  });

  it('replaces none of another source', async () => {
    await send('a', 's', ['2026-11-20T10:00:00Z', 'finding 1: open']);
    await send('b', 'mallory', ['2026-11-23T10:00:00Z', 'finding 1: fixed']);
    expect(messages()).toEqual(['finding 1: fixed', 'finding 1: open']);
  });
});
