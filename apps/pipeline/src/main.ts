import { loadConfig } from '@tocsin/config';
import { DatabaseModule } from '@tocsin/database';
import { EventStoreModule } from '@tocsin/event-store';
import { MessagingModule } from '@tocsin/messaging';
import { runService } from '@tocsin/observability';

import { pipelineConfigSchema } from './pipeline.config';
import { PipelineModule } from './pipeline.module';

const config = loadConfig(pipelineConfigSchema);

void runService({
  name: 'pipeline',
  http: config.http,
  imports: [
    DatabaseModule.forRoot(config.database),
    MessagingModule.forRoot(config.messaging),
    EventStoreModule.forRoot(config.store),
    PipelineModule.register(config.pipeline),
  ],
});
