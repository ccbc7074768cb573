import { DatabaseModule } from '@tocsin/database';
import { EventStoreModule } from '@tocsin/event-store';
import { MessagingModule } from '@tocsin/messaging';
import { runService } from '@tocsin/observability';

import { pipelineConfigSchema } from './pipeline.config';
import { PipelineModule } from './pipeline.module';

void runService({
  name: 'pipeline',
  schema: pipelineConfigSchema,
  imports: (config) => [
    DatabaseModule.forRoot(config.database),
    MessagingModule.forRoot(config.messaging, PipelineModule.queues(config.pipeline)),
    EventStoreModule.forRoot(config.store),
    PipelineModule.register(config.pipeline),
  ],
});
