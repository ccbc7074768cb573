export { describeDurableMessageBusContract, describeMessageBusContract } from './contract';
export type { DurableHarness, MessageBusHarness } from './contract/harness';
export { InMemoryBroker } from './in-memory-broker';
export { InMemoryMessageBus } from './in-memory-message-bus';
