import { Logger } from '@nestjs/common';

import { describeDurability } from './durability.contract';
import { describeFacts } from './facts.contract';
import type { DurableHarness, MessageBusHarness } from './harness';
import { describeLogs } from './log.contract';
import { describeOutages } from './outage.contract';
import { describeQuestions } from './questions.contract';
import { describeWorkQueues } from './work-queue.contract';

/** What every adapter of `MessageBus` owes its users. The engine of the harness is killed and started many times. */
export function describeMessageBusContract(name: string, makeHarness: () => Promise<MessageBusHarness>): void {
  describe(`${name} as a MessageBus`, () => {
    const harness = useHarness(makeHarness);
    describeWorkQueues(harness);
    describeLogs(harness);
    describeFacts(harness);
    describeQuestions(harness);
    describeOutages(harness);
  });
}

/** The part of the contract that takes a disk and processes that die. */
export function describeDurableMessageBusContract(name: string, makeHarness: () => Promise<DurableHarness>): void {
  describe(`${name} as a durable MessageBus`, () => {
    describeDurability(useHarness(makeHarness));
  });
}

function useHarness<H extends MessageBusHarness>(makeHarness: () => Promise<H>): () => H {
  let harness: H | undefined;
  beforeAll(async () => {
    // Outages and poison are what the contract is made of; their log lines would bury the results.
    Logger.overrideLogger(false);
    harness = await makeHarness();
  });
  afterAll(() => harness?.close());
  return () => {
    if (!harness) throw new Error('The harness exists only while tests run.');
    return harness;
  };
}
