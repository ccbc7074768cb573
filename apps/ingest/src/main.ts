import { loadConfig } from '@tocsin/config';
import { DatabaseModule } from '@tocsin/database';
import { MessagingModule } from '@tocsin/messaging';
import { runService } from '@tocsin/observability';

import { ingestConfigSchema } from './ingest.config';
import { IngestModule } from './ingest.module';

const config = loadConfig(ingestConfigSchema);

void runService({
  name: 'ingest',
  http: config.http,
  imports: [
    DatabaseModule.forRoot(config.database),
    MessagingModule.forRoot(config.messaging),
    IngestModule.register(config.ingest),
  ],
});
