import type { MessageBus } from './message-bus';
import type { MessagingConfig } from './messaging.config';
import { PostgresMessageBus } from './postgres/postgres-message-bus';
import { RabbitMqMessageBus } from './rabbitmq/rabbitmq-message-bus';
import { QUEUES, type QueueSpec } from './topology';

/** A bus that has begun to connect. Never waits for the engine and never fails because it is away. */
export function createMessageBus(config: MessagingConfig, queues: readonly QueueSpec[] = QUEUES): MessageBus {
  return config.kind === 'rabbitmq' ? new RabbitMqMessageBus(config, queues) : new PostgresMessageBus(config, queues);
}
