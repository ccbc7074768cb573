import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { encodeBatch, type EventBatch } from '@tocsin/event-model';

import { aBatch, PipelineUnderTest } from '../../testing/pipeline-under-test';

const line = (message: string) => JSON.stringify({ message });

describe('a batch that takes workers down', () => {
  const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  let under: PipelineUnderTest;
  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  beforeEach(() => (under = new PipelineUnderTest({ rulesFolder })));
  afterAll(() => {
    Logger.overrideLogger(['log', 'warn', 'error']);
    rmSync(rulesFolder, { recursive: true });
  });

  const deliver = async (batch: EventBatch, attempt: number) =>
    (await under.handler()).handle({ id: batch.id, headers: {}, body: encodeBatch(batch), attempt });
  const parked = () => under.parked.events.map(({ position, reasonCode }) => [position, reasonCode]);

  it('is not examined when it comes for the first or second time', async () => {
    await deliver(aBatch([line('a')]), 2);
    expect(under.notes.notes.size).toBe(0);
  });

  it('goes on behind the line that was under examination when the worker went down; that one is parked', async () => {
    const batch = aBatch([line('a'), line('guilty'), line('b'), 'broken'], { claim: 'run-1' });
    under.notes.notes.set(batch.id, { at: 1, next: 1, guilty: [] });
    expect(await deliver(batch, 4)).toEqual({ kind: 'ack' });
    expect(under.store.events).toHaveLength(2);
    expect(parked()).toEqual([
      [1, 'poison.killed_worker'],
      [3, 'parse.json'],
    ]);
    expect(under.outcomes.outcomes).toMatchObject([{ events: 4, stored: 2, parked: 2 }]);
    expect(under.notes.notes.size).toBe(0);
  });

  it('is tried no further after three guilty lines: what is left is parked, each event by itself', async () => {
    const batch = aBatch(['a', 'b', 'c', 'd', 'e', 'f'].map(line));
    under.notes.notes.set(batch.id, { at: 3, next: 3, guilty: [0, 2] });
    expect(await deliver(batch, 6)).toEqual({ kind: 'ack' });
    expect(parked().toSorted()).toEqual([
      [0, 'poison.killed_worker'],
      [2, 'poison.killed_worker'],
      [3, 'poison.killed_worker'],
      [4, 'poison.suspect'],
      [5, 'poison.suspect'],
    ]);
    expect(under.store.events).toHaveLength(1);
  });

  it('is parked event by event when no line is to blame and it still does not end', async () => {
    const batch = aBatch(['a', 'b'].map(line));
    under.notes.notes.set(batch.id, { at: null, next: 2, guilty: [] });
    expect(await deliver(batch, 5)).toEqual({ kind: 'ack' });
    expect(under.store.events).toHaveLength(2);
    const other = aBatch(['a', 'b'].map(line), { id: 'other' });
    under.notes.notes.set(other.id, { at: null, next: 2, guilty: [] });
    await deliver(other, 6);
    expect(parked()).toEqual([
      [0, 'poison.suspect'],
      [1, 'poison.suspect'],
    ]);
  });

  it('is stored whole when it was only unlucky, with nothing counted twice', async () => {
    await deliver(aBatch([line('a'), line('b')]), 6);
    expect(under.store.events).toHaveLength(2);
    expect(parked()).toEqual([]);
    expect(under.signals).toEqual([]);
  });
});
