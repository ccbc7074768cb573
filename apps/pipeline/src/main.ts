import { DatabaseModule } from '@tocsin/database';
import { EventStoreModule } from '@tocsin/event-store';
import { MessagingModule } from '@tocsin/messaging';
import { runService } from '@tocsin/observability';

import { pipelineConfigSchema } from './pipeline.config';
import { PipelineModule } from './pipeline.module';
import { tapQueues } from './stages/6-observe/taps/tap-settings';

void runService({
  name: 'pipeline',
  schema: pipelineConfigSchema,
  imports: (config) => [
    DatabaseModule.forRoot(config.database),
    MessagingModule.forRoot(config.messaging, tapQueues(config.pipeline.taps)),
    EventStoreModule.forRoot(config.store),
    PipelineModule.register(config.pipeline),
  ],
});
