import { loadConfig } from '@tocsin/config';
import { DatabaseModule } from '@tocsin/database';
import { EventStoreModule } from '@tocsin/event-store';
import { MessagingModule } from '@tocsin/messaging';
import { runService } from '@tocsin/observability';

import { apiConfigSchema } from './api.config';
import { ApiModule } from './api.module';

const config = loadConfig(apiConfigSchema);

void runService({
  name: 'api',
  http: config.http,
  imports: [
    DatabaseModule.forRoot(config.database),
    MessagingModule.forRoot(config.messaging),
    EventStoreModule.forRoot(config.store),
    ApiModule.register(config.api),
  ],
});
