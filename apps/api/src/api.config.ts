import { databaseConfigSchema } from '@tocsin/database';
import { eventStoreConfigSchema } from '@tocsin/event-store';
import { messagingConfigSchema } from '@tocsin/messaging';
import { httpConfigSchema } from '@tocsin/observability';
import { ruleOptionsSchema } from '@tocsin/rules';
import { z } from 'zod';

import { accessOptionsSchema } from './access-options';
import { apiOptionsSchema } from './api-options';

/** Everything the api process is told. */
export const apiConfigSchema = z.strictObject({
  database: databaseConfigSchema,
  messaging: messagingConfigSchema,
  store: eventStoreConfigSchema,
  http: httpConfigSchema,
  api: apiOptionsSchema,
  access: accessOptionsSchema.prefault({}),
  rules: ruleOptionsSchema.prefault({}),
});

/** The sections the api's own modules are made from. */
export type ApiSections = Pick<z.infer<typeof apiConfigSchema>, 'access' | 'api' | 'rules'>;
