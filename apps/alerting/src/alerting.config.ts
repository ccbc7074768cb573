import { databaseConfigSchema } from '@tocsin/database';
import { eventStoreConfigSchema } from '@tocsin/event-store';
import { messagingConfigSchema } from '@tocsin/messaging';
import { httpConfigSchema } from '@tocsin/observability';
import { z } from 'zod';

/** How hits become alerts, and how often scheduled rules look. */
export const alertingOptionsSchema = z.strictObject({
  prefetch: z
    .int()
    .min(1)
    .max(64)
    .default(16)
    .describe('Messages with signals under way at once; those that wait for the database are joined.'),
  groupingHours: z
    .number()
    .min(0.1)
    .max(720)
    .default(24)
    .describe(
      'A signal joins an unresolved alert of its rule and group when their event times are this near; else it makes a new one.',
    ),
  scheduleSeconds: z
    .number()
    .min(1)
    .max(3_600)
    .default(10)
    .describe('Seconds from one run of the scheduled rules to the next.'),
  overlapSeconds: z
    .number()
    .min(0)
    .max(600)
    .default(30)
    .describe(
      'How far each run of the scheduled rules looks back before the last one, for events that were received but not yet visible.',
    ),
  ledgerSeconds: z
    .number()
    .min(1)
    .max(86_400)
    .default(120)
    .describe(
      'Seconds after which an accepted batch is unexplained when later ones of its front end have an outcome and it has none; ten times that when none came later and nothing waits in the queue.',
    ),
});
export type AlertingOptions = z.infer<typeof alertingOptionsSchema>;

/** Everything the alerting process is told. */
export const alertingConfigSchema = z.strictObject({
  http: httpConfigSchema,
  messaging: messagingConfigSchema,
  store: eventStoreConfigSchema,
  database: databaseConfigSchema,
  alerting: alertingOptionsSchema.prefault({}),
});
