import { DatabaseModule } from '@tocsin/database';
import { EventStoreModule } from '@tocsin/event-store';
import { MessagingModule } from '@tocsin/messaging';
import { runService } from '@tocsin/observability';

import { alertingConfigSchema } from './alerting.config';
import { AlertingModule } from './alerting.module';

void runService({
  name: 'alerting',
  schema: alertingConfigSchema,
  imports: (config) => [
    DatabaseModule.forRoot(config.database),
    MessagingModule.forRoot(config.messaging),
    EventStoreModule.forRoot(config.store),
    AlertingModule.register(config.alerting),
  ],
});
