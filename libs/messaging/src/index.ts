export {
  AnswerFailed,
  AnswerTooLate,
  BusError,
  BusUnavailable,
  MessageBus,
  NobodyAnswers,
  QueueFull,
  type Answerer,
  type BusHealth,
  type BusMessage,
  type ConsumeOptions,
  type Delivery,
  type Disposition,
  type LogRecord,
  type PartitionedLog,
  type Subscription,
} from './message-bus';
export {
  EVENTS_ASIDE_QUEUE,
  EVENTS_BACKLOG_FACT,
  EVENTS_QUEUE,
  LAST_SEEN_FORGOTTEN_FACT,
  LISTS_CHANGED_FACT,
  PARKED_ATTEMPTS_HEADER,
  PARKED_REASON_HEADER,
  QUEUES,
  RULES_CHANGED_FACT,
  RULES_LOADED_FACT,
  SENDERS_CHANGED_FACT,
  SIGNALS_QUEUE,
  SIMULATE_QUESTION,
  TAIL_LINES_FACT,
  TAIL_WANTED_FACT,
  parkedQueue,
  type QueueSpec,
} from './topology';
export { assertSendable, MAX_BODY_BYTES, MAX_FACT_BYTES, MAX_HEADERS_BYTES, MAX_ID_BYTES } from './limits';
export { JoinedWrites } from './joined-writes';
export { eventsWaiting } from './events-waiting';
export { FrontBacklogs } from './front-backlogs';
export { createMessageBus } from './create-message-bus';
export { messagingConfigSchema, type MessagingConfig } from './messaging.config';
export { MessagingModule } from './messaging.module';
