import { describeConfig } from '@tocsin/config';

import { alertingConfigSchema } from '../../alerting/src/alerting.config';
import { apiConfigSchema } from '../../api/src/api.config';
import { ingestConfigSchema } from '../../ingest/src/ingest.config';
import { pipelineConfigSchema } from '../../pipeline/src/pipeline.config';

/** Every setting of every app as JSON on standard output; `tocsin generate` turns it into docs/configuration.md. */
process.stdout.write(
  JSON.stringify({
    ingest: describeConfig(ingestConfigSchema),
    pipeline: describeConfig(pipelineConfigSchema),
    alerting: describeConfig(alertingConfigSchema),
    api: describeConfig(apiConfigSchema),
  }),
);
