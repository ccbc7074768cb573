import type { MessageBus } from './message-bus';
import type { MessagingConfig } from './messaging.config';
import { QUEUES, type QueueSpec } from './topology';

/** A bus that has begun to connect. Never waits for the engine and never fails because it is away. */
export function createMessageBus(config: MessagingConfig, queues: readonly QueueSpec[] = QUEUES): MessageBus {
  throw new Error(`The adapter for ${config.kind} with ${queues.length} queues is not there yet.`);
}
