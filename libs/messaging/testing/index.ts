export { InMemoryBroker } from './in-memory-broker';
export { InMemoryMessageBus } from './in-memory-message-bus';
