import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';

import { createMessageBus } from './create-message-bus';
import { MessageBus } from './message-bus';
import type { MessagingConfig } from './messaging.config';
import { QUEUES, type QueueSpec } from './topology';

/** Gives the app its `MessageBus`, with queues of the app's own beside those everybody knows, and closes it at the very end of a shutdown. Does not wait for the engine at start-up. */
@Global()
@Module({})
export class MessagingModule implements OnApplicationShutdown {
  constructor(private readonly bus: MessageBus) {}

  static forRoot(config: MessagingConfig, ownQueues: readonly QueueSpec[] = []): DynamicModule {
    return {
      module: MessagingModule,
      providers: [{ provide: MessageBus, useFactory: () => createMessageBus(config, [...QUEUES, ...ownQueues]) }],
      exports: [MessageBus],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.bus.close();
  }
}
