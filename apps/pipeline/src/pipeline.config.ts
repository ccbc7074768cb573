import { databaseConfigSchema } from '@tocsin/database';
import { eventStoreConfigSchema } from '@tocsin/event-store';
import { messagingConfigSchema } from '@tocsin/messaging';
import { httpConfigSchema } from '@tocsin/observability';
import { pluginSettingsSchema } from '@tocsin/plugin-kit';
import { z } from 'zod';

import { brokerListSchema } from './brokers/broker-list';
import { tapSettingsSchema } from './stages/6-observe/taps/tap-settings';

const pluginKinds = {
  unwrappers: pluginSettingsSchema.describe('Unwrappers by type: their options, or false to turn one off.'),
  normalizers: pluginSettingsSchema.describe('Normalizers by type: their options, or false to turn one off.'),
  enrichers: pluginSettingsSchema.describe('Enrichers by type: their options, or false to turn one off.'),
};

/** How events are made sense of. */
export const pipelineOptionsSchema = z.strictObject({
  prefetch: z
    .int()
    .min(1)
    .max(256)
    .default(8)
    .describe(
      'Batches of each broker under way at once; each may hold 1 MiB of events, several times that while it is worked on.',
    ),
  brokers: brokerListSchema
    .default([])
    .describe(
      'Brokers of front ends that events are taken from, beside that of messaging.url: amqp(s)://user:password@host/vhost, separated by commas. Signals and facts stay with messaging.url.',
    ),
  drain: z
    .enum(['oldest', 'newest'])
    .default('oldest')
    .describe(
      'Which batches are worked off first when many wait: the oldest, or those of now. With `newest`, batches older than `drainAfterSeconds` are put aside, and worked off while no others wait.',
    ),
  drainAfterSeconds: z
    .int()
    .min(10)
    .max(86_400)
    .default(120)
    .describe('Age from which batches are put aside when `drain` is `newest` and others wait.'),
  maxAppend: z
    .int()
    .min(100)
    .max(50_000)
    .default(5_000)
    .describe('Most events handed to the store at once; batches that wait for the store are joined up to it.'),
  maxDepth: z.int().min(4).max(60).default(32).describe('Levels an event may be nested; one that has more is parked.'),
  retentionDays: z
    .int()
    .min(1)
    .max(3_660)
    .default(400)
    .describe('Days events are kept, by the day they happened; older ones are deleted day by day.'),
  receiptDays: z
    .int()
    .min(1)
    .max(3_660)
    .default(7)
    .describe('Days a receipt tells what became of its events; about 250 bytes for each batch.'),
  parkedPerSource: z
    .int()
    .min(0)
    .max(100_000_000)
    .default(100_000)
    .describe(
      'Events of one source that may be parked; what is refused beyond that is dropped by the rule `parked-cap`.',
    ),
  parkedDays: z
    .int()
    .min(1)
    .max(3_660)
    .default(90)
    .describe('Days an event stays parked; then it is dropped by the rule `parked-retention`.'),
  pluginSeconds: z
    .number()
    .min(0.1)
    .max(120)
    .default(10)
    .describe(
      'Seconds that normalizers, or enrichers, may take for a batch; the one at work is then stopped and its event parked.',
    ),
  ...pluginKinds,
  taps: tapSettingsSchema.describe(
    'Where copies of enriched events go, by name: type, where (a query), maxMegabytes that may wait, options of the type.',
  ),
  sources: z
    .record(z.string(), z.strictObject(pluginKinds))
    .default({})
    .describe('By name of a source: what is different for its events. What is not given is as for all sources.'),
});
export type PipelineOptions = z.infer<typeof pipelineOptionsSchema>;

/** Everything the pipeline process is told. */
export const pipelineConfigSchema = z.strictObject({
  http: httpConfigSchema,
  messaging: messagingConfigSchema,
  store: eventStoreConfigSchema,
  database: databaseConfigSchema,
  pipeline: pipelineOptionsSchema.prefault({}),
});
