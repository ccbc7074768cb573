import { Logger } from '@nestjs/common';

import { describeAppend } from './append.contract';
import { describeDurability } from './durability.contract';
import { describeGroups } from './groups.contract';
import type { DurableHarness, EventStoreHarness } from './harness';
import { describeHistogram } from './histogram.contract';
import { describeHostileEvents } from './hostile.contract';
import { describeKeeping } from './keeping.contract';
import { describeTopValues } from './top-values.contract';
import { describeSearch } from './search.contract';

/** What every adapter of `EventStore` owes its users. */
export function describeEventStoreContract(name: string, makeHarness: () => Promise<EventStoreHarness>): void {
  describe(`${name} as an EventStore`, () => {
    const harness = useHarness(makeHarness);
    describeAppend(harness);
    describeHostileEvents(harness);
    describeSearch(harness);
    describeGroups(harness);
    describeHistogram(harness);
    describeTopValues(harness);
    describeKeeping(harness, makeHarness);
  });
}

/** The part of the contract that takes a disk, processes that die and an engine that goes away. */
export function describeDurableEventStoreContract(name: string, makeHarness: () => Promise<DurableHarness>): void {
  describe(`${name} as a durable EventStore`, () => {
    describeDurability(useHarness(makeHarness));
  });
}

/** Time for an engine of the spec's own to start or to stop. */
const START_MS = 180_000;

function useHarness<H extends EventStoreHarness>(makeHarness: () => Promise<H>): () => H {
  let harness: H | undefined;
  beforeAll(async () => {
    // Outages are what the contract is made of; their log lines would bury the results.
    Logger.overrideLogger(false);
    harness = await makeHarness();
  }, START_MS);
  afterAll(() => harness?.close(), START_MS);
  return () => {
    if (!harness) throw new Error('The harness exists only while tests run.');
    return harness;
  };
}
