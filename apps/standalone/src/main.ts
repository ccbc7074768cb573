import { DatabaseModule } from '@tocsin/database';
import { EventStoreModule } from '@tocsin/event-store';
import { MessagingModule } from '@tocsin/messaging';
import { runService } from '@tocsin/observability';

import { AlertingModule } from '../../alerting/src/alerting.module';
import { ApiModule } from '../../api/src/api.module';
import { IngestModule } from '../../ingest/src/ingest.module';
import { PipelineModule } from '../../pipeline/src/pipeline.module';
import { standaloneConfigSchema } from './standalone.config';

void runService({
  name: 'standalone',
  schema: standaloneConfigSchema,
  imports: (config) => [
    DatabaseModule.forRoot(config.database),
    MessagingModule.forRoot(config.messaging, PipelineModule.queues(config.pipeline)),
    EventStoreModule.forRoot(config.store),
    IngestModule.register(config.ingest),
    PipelineModule.register(config.pipeline),
    AlertingModule.register(config.alerting),
    ApiModule.register(config),
  ],
});
