export { describeDurableEventStoreContract, describeEventStoreContract } from './contract';
export type { DurableHarness, EventStoreHarness } from './contract/harness';
export { InMemoryEventStore } from './in-memory-event-store';
