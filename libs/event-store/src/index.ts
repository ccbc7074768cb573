export { createEventStore } from './create-event-store';
export { InvalidCursor } from './cursor';
export { eventStoreConfigSchema, type EventStoreConfig } from './event-store.config';
export { EventStoreModule } from './event-store.module';
export { encodeDocument } from './elasticsearch/document';
export { examine as examineForStore, type AcceptableEvent } from './refusal';
export {
  EventStore,
  SearchTooSlow,
  StoreUnavailable,
  type AppendOutcome,
  type Group,
  type GroupRequest,
  type HistogramBar,
  type HistogramRequest,
  type SearchPage,
  type SearchRequest,
  type StoredEvent,
  type StoreHealth,
  type TimeRange,
  type TopValues,
  type TopValuesRequest,
} from './event-store';
