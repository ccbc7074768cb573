import { databaseConfigSchema } from '@tocsin/database';
import { eventStoreConfigSchema } from '@tocsin/event-store';
import { messagingConfigSchema } from '@tocsin/messaging';
import { httpConfigSchema } from '@tocsin/observability';
import { ruleOptionsSchema } from '@tocsin/rules';
import { z } from 'zod';

import { apiOptionsSchema } from './api-options';

/** Everything the api process is told. */
export const apiConfigSchema = z.strictObject({
  database: databaseConfigSchema,
  messaging: messagingConfigSchema,
  store: eventStoreConfigSchema,
  http: httpConfigSchema,
  api: apiOptionsSchema,
  rules: ruleOptionsSchema.prefault({}),
});
