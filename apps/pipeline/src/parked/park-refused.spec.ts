import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { encodeBatch, type EventBatch } from '@tocsin/event-model';

import { aBatch, PipelineUnderTest } from '../testing/pipeline-under-test';
import { ParkRefused } from './park-refused';

const GOOD = '{"message":"fine"}';

describe(ParkRefused.name, () => {
  const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  afterAll(() => rmSync(rulesFolder, { recursive: true }));

  async function handle(under: PipelineUnderTest, batch: EventBatch): Promise<void> {
    const handler = await under.handler();
    await handler.handle({ id: batch.id, headers: {}, body: encodeBatch(batch), attempt: 1 });
  }

  it('keeps what is needed to try a line again', async () => {
    const under = new PipelineUnderTest({ rulesFolder });
    await handle(under, aBatch(['broken'], { claim: 'run-1', zone: 'Europe/Berlin', tags: ['dmz'] }));
    const head = { dialect: 'json', zone: 'Europe/Berlin', tags: ['dmz'] };
    expect(under.parked.events).toMatchObject([{ claim: 'run-1', head, reasonCode: 'parse.json' }]);
  });

  it('settles what is tried again, and counts it in no outcome', async () => {
    const under = new PipelineUnderTest({ rulesFolder });
    await handle(under, aBatch([GOOD], { id: 'first', ids: ['known'] }));
    const retries = ['p-new', 'p-broken', 'p-known'];
    await handle(under, aBatch([GOOD, 'broken', GOOD], { id: 'again', ids: ['new', 'broken', 'known'], retries }));
    expect(under.parked.unparked).toEqual([
      { id: 'p-new', fate: 'stored', rule: '' },
      { id: 'p-known', fate: 'duplicate', rule: '' },
    ]);
    expect(under.parked.refusedAgain).toMatchObject([{ id: 'p-broken', stage: 'parse', reasonCode: 'parse.json' }]);
    expect(under.parked.events).toEqual([]);
    expect(under.outcomes.outcomes.map(({ batchId }) => batchId)).toEqual(['first']);
  });

  it('counts what was accepted twice as parked once, and as parked again when the same acceptance is delivered again', async () => {
    const under = new PipelineUnderTest({ rulesFolder });
    const batch = (claim: string) => aBatch(['broken', GOOD], { claim });
    for (const claim of ['run-1', 'run-1', 'run-2']) await handle(under, batch(claim));
    expect(under.outcomes.outcomes).toMatchObject([
      { claim: 'run-1', stored: 1, parked: 1, duplicate: 0 },
      { claim: 'run-2', stored: 0, parked: 0, duplicate: 2 },
    ]);
    expect(under.parked.events).toHaveLength(1);
  });

  it('drops by name what a source has refused beyond its share', async () => {
    const under = new PipelineUnderTest({ rulesFolder, parkedPerSource: 3 });
    await handle(under, aBatch(['one', GOOD, 'two'], { id: 'first' }));
    await handle(under, aBatch(['three', 'four', GOOD], { id: 'second' }));
    await handle(under, aBatch(['five'], { id: 'other', source: 'another' }));
    expect(under.parked.events.map(({ bytes }) => bytes.toString())).toEqual(['one', 'two', 'three', 'five']);
    expect(under.outcomes.outcomes).toMatchObject([
      { batchId: 'first', stored: 1, parked: 2, dropped: {} },
      { batchId: 'second', stored: 1, parked: 1, dropped: { 'parked-cap': 1 } },
      { batchId: 'other', parked: 1 },
    ]);
  });
});
