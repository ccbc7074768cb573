import { z } from 'zod';

import { alertingConfigSchema } from '../../alerting/src/alerting.config';
import { apiConfigSchema } from '../../api/src/api.config';
import { ingestConfigSchema, refuseOpenDoor } from '../../ingest/src/ingest.config';
import { pipelineConfigSchema } from '../../pipeline/src/pipeline.config';

/** The sections of every app together: the embedded size is all of them in one process. */
export const standaloneConfigSchema = z
  .strictObject({
    ...ingestConfigSchema.shape,
    ...pipelineConfigSchema.shape,
    ...alertingConfigSchema.shape,
    ...apiConfigSchema.shape,
  })
  .superRefine(refuseOpenDoor);
