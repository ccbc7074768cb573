import { loadConfig } from '@tocsin/config';
import { DatabaseModule } from '@tocsin/database';
import { EventStoreModule } from '@tocsin/event-store';
import { MessagingModule } from '@tocsin/messaging';
import { runService } from '@tocsin/observability';

import { alertingConfigSchema } from './alerting.config';
import { AlertingModule } from './alerting.module';

const config = loadConfig(alertingConfigSchema);

void runService({
  name: 'alerting',
  http: config.http,
  imports: [
    DatabaseModule.forRoot(config.database),
    MessagingModule.forRoot(config.messaging),
    EventStoreModule.forRoot(config.store),
    AlertingModule.register(config.alerting),
  ],
});
