import { describeConfig } from '@tocsin/config';
import { declaredPlugins, type DeclaredPlugin } from '@tocsin/plugin-kit';

import { alertingConfigSchema } from '../../alerting/src/alerting.config';
import { apiConfigSchema } from '../../api/src/api.config';
import { ingestConfigSchema } from '../../ingest/src/ingest.config';
import { pipelineConfigSchema } from '../../pipeline/src/pipeline.config';
import { PipelineModule } from '../../pipeline/src/pipeline.module';

function describePlugin({ kind, manifest: { options, ...manifest } }: DeclaredPlugin) {
  return { ...manifest, kind, options: describeConfig(options) };
}

/** Every setting of every app, and every plug-in, as JSON on standard output; `tocsin generate` makes documents of it. */
process.stdout.write(
  JSON.stringify({
    settings: {
      ingest: describeConfig(ingestConfigSchema),
      pipeline: describeConfig(pipelineConfigSchema),
      alerting: describeConfig(alertingConfigSchema),
      api: describeConfig(apiConfigSchema),
    },
    plugins: declaredPlugins(PipelineModule.plugins).map(describePlugin),
  }),
);
