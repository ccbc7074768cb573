import { DatabaseModule } from '@tocsin/database';
import { MessagingModule } from '@tocsin/messaging';
import { runService } from '@tocsin/observability';

import { ingestConfigSchema } from './ingest.config';
import { IngestModule } from './ingest.module';

void runService({
  name: 'ingest',
  schema: ingestConfigSchema,
  imports: (config) => [
    DatabaseModule.forRoot(config.database),
    MessagingModule.forRoot(config.messaging),
    IngestModule.register(config.ingest),
  ],
});
