import { Metrics } from '@tocsin/observability';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { encodeBatch, type EventBatch } from '@tocsin/event-model';
import type { Delivery } from '@tocsin/messaging';
import { eventually } from '@tocsin/testing';

import { openBatch } from '../batch/open-batch';
import { Persistence } from '../batch/persistence';
import { PipelineMetrics } from '../batch/pipeline-metrics';
import { LastSeen } from '../last-seen/last-seen';
import { aBatch, PipelineUnderTest } from '../testing/pipeline-under-test';
import { OutcomeMerger } from './outcome-merger';
import { RecordOutcome, UnaccountedEvents } from './record-outcome';

const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
const line = (message: string) => JSON.stringify({ message });
const delivery = (batch: EventBatch): Delivery => ({ id: batch.id, headers: {}, body: encodeBatch(batch), attempt: 1 });

let under: PipelineUnderTest;
beforeAll(() => {
  Logger.overrideLogger(false);
});
beforeEach(() => (under = new PipelineUnderTest({ rulesFolder })));
afterEach(() => under.stop());
afterAll(() => {
  Logger.overrideLogger(['log', 'warn', 'error']);
  rmSync(rulesFolder, { recursive: true });
});

describe(RecordOutcome.name, () => {
  it('counts what the store answered for each event, and every refused line, whichever stage refused it', async () => {
    const handler = await under.handler();
    await handler.handle(delivery(aBatch([line('old')], { ids: ['known'] })));
    const lines = [line('new'), line('old'), 'broken', line('never'), 'no event'];
    const faults = [{ position: 4, code: 'parse.json', reason: 'no JSON' }];
    const ids = ['new', 'known', 'b', 'bad\u0007id', 'f'];
    await handler.handle(delivery(aBatch(lines, { id: 'batch-2', claim: 'front-7', ids, faults })));
    expect(await under.outcomes.find(['batch-2'], 'test')).toEqual([
      {
        batchId: 'batch-2',
        claim: 'front-7',
        source: 'test',
        events: 5,
        stored: 1,
        duplicate: 1,
        parked: 3,
        dropped: {},
      },
    ]);
    expect(under.outcomes.outcomes.at(-1)).toMatchObject({ documents: 1 });
  });

  it('leaves what is recorded when the batch is delivered again', async () => {
    const handler = await under.handler();
    const batch = delivery(aBatch([line('one'), line('two')]));
    await handler.handle(batch);
    await handler.handle({ ...batch, attempt: 2 });
    expect(under.outcomes.outcomes).toMatchObject([{ stored: 2, duplicate: 0 }]);
  });

  it('counts duplicates apart when the batch was accepted again', async () => {
    const handler = await under.handler();
    for (const claim of ['front-1', 'front-2']) await handler.handle(delivery(aBatch([line('one'), 'bad'], { claim })));
    expect(under.outcomes.outcomes).toMatchObject([
      { claim: 'front-1', events: 2, stored: 1, duplicate: 0, parked: 1 },
      { claim: 'front-2', events: 2, stored: 0, duplicate: 2, parked: 0 },
    ]);
  });

  it('holds the batch until PostgreSQL is back', async () => {
    under.outcomes.isAway = true;
    const handling = (await under.handler()).handle(delivery(aBatch([line('one')])));
    let end: unknown;
    void handling.then((disposition) => (end = disposition));
    await eventually(() => under.store.events.length === 1);
    expect(end).toBeUndefined();
    under.outcomes.isAway = false;
    expect(await handling).toEqual({ kind: 'ack' });
    expect(under.outcomes.outcomes).toHaveLength(1);
  });

  it('does not end a batch that lost sight of an event', async () => {
    const record = new RecordOutcome(
      new OutcomeMerger(under.outcomes),
      new Persistence(),
      new PipelineMetrics(new Metrics()),
      new LastSeen(),
    );
    const underWay = openBatch(encodeBatch(aBatch([line('one'), line('two')])));
    underWay.fates.note(0, 'stored');
    await expect(record.run(underWay)).rejects.toThrow(UnaccountedEvents);
    await expect(record.run(underWay)).rejects.toThrow('Of the 2 events of batch batch-1, 1 are accounted for.');
    expect(under.outcomes.outcomes).toEqual([]);
  });

  it('writes the outcomes of batches that end together in few statements', async () => {
    const handler = await under.handler();
    const batches = Array.from({ length: 50 }, (_, n) => delivery(aBatch([line('x')], { id: `batch-${n}` })));
    await Promise.all(batches.map((batch) => handler.handle(batch)));
    expect(under.outcomes.outcomes).toHaveLength(50);
    expect(under.outcomes.calls.length).toBeLessThan(10);
  });

  it('tells how long it takes, as every step does', async () => {
    await (await under.handler()).handle(delivery(aBatch([line('one')])));
    expect(await under.metrics.registry.metrics()).toMatch(/step_seconds_total\{step="record"\} \d/);
  });
});
