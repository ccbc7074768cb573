export {
  BusError,
  BusUnavailable,
  MessageBus,
  QueueFull,
  type BusHealth,
  type BusMessage,
  type ConsumeOptions,
  type Delivery,
  type Disposition,
  type LogRecord,
  type PartitionedLog,
  type Subscription,
} from './message-bus';
export { EVENTS_QUEUE, QUEUES, SIGNALS_QUEUE, type QueueSpec } from './topology';
