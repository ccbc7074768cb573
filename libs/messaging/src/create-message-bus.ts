import type { MessageBus } from './message-bus';
import type { MessagingConfig } from './messaging.config';
import { RabbitMqMessageBus } from './rabbitmq/rabbitmq-message-bus';
import { QUEUES, type QueueSpec } from './topology';

/** A bus that has begun to connect. Never waits for the engine and never fails because it is away. */
export function createMessageBus(config: MessagingConfig, queues: readonly QueueSpec[] = QUEUES): MessageBus {
  if (config.kind === 'rabbitmq') return new RabbitMqMessageBus(config, queues);
  throw new Error(`The adapter for ${config.kind} is not there yet.`);
}
