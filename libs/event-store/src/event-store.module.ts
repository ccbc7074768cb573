import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';

import { createEventStore } from './create-event-store';
import { EventStore } from './event-store';
import type { EventStoreConfig } from './event-store.config';

/** Gives the app its `EventStore` and closes it at the very end of a shutdown. Does not wait for the engine at start-up. */
@Global()
@Module({})
export class EventStoreModule implements OnApplicationShutdown {
  constructor(private readonly store: EventStore) {}

  static forRoot(config: EventStoreConfig): DynamicModule {
    return {
      module: EventStoreModule,
      providers: [{ provide: EventStore, useFactory: () => createEventStore(config) }],
      exports: [EventStore],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}
