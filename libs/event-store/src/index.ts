export { InvalidCursor } from './cursor';
export {
  EventStore,
  StoreUnavailable,
  type AppendOutcome,
  type Group,
  type GroupRequest,
  type SearchPage,
  type SearchRequest,
  type StoredEvent,
  type StoreHealth,
  type TimeRange,
} from './event-store';
