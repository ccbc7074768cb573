export { InMemoryParkedEvents } from './in-memory-parked-events';
