export { describeDurableMessageBusContract, describeMessageBusContract } from './contract';
export { engineHarness } from './contract/engine-harness';
export type { DurableHarness, MessageBusHarness } from './contract/harness';
export { InMemoryBroker } from './in-memory-broker';
export { InMemoryMessageBus } from './in-memory-message-bus';
