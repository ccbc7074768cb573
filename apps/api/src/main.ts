import { DatabaseModule } from '@tocsin/database';
import { EventStoreModule } from '@tocsin/event-store';
import { MessagingModule } from '@tocsin/messaging';
import { runService } from '@tocsin/observability';

import { apiConfigSchema } from './api.config';
import { ApiModule } from './api.module';

void runService({
  name: 'api',
  schema: apiConfigSchema,
  imports: (config) => [
    DatabaseModule.forRoot(config.database),
    MessagingModule.forRoot(config.messaging),
    EventStoreModule.forRoot(config.store),
    ApiModule.register(config),
  ],
});
