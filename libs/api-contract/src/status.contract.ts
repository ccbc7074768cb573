import { z } from 'zod';

import { timeSchema } from './primitives';

const partSchema = z.object({
  ok: z.boolean(),
  detail: z.string().describe('What is wrong and what to do; empty when all is well.'),
});

/** What the system can and cannot do right now. */
export const statusSchema = z.object({
  asOf: timeSchema,
  storage: partSchema,
  queue: partSchema.extend({
    depth: z.number().int().nullable().describe('Batches not yet stored, of all brokers; null: not known right now.'),
    fronts: z
      .array(z.object({ broker: z.string(), depth: z.number().int().nullable() }))
      .describe('Batches that wait at the brokers of front ends; null: not reached right now.'),
  }),
  detection: z.object({
    coveredUntil: timeSchema.nullable().describe('Scheduled rules have looked at everything received before.'),
    rulesLoaded: z.number().int().nullable().describe('Rules at work; null: detection has not told yet.'),
  }),
  today: z
    .object({ accepted: z.number().int(), unexplained: z.number().int() })
    .describe('Events since midnight, UTC; unexplained: nobody has said in time what became of them.'),
  sources: z.object({
    silent: z.number().int().describe('Sources that are silent, or whose hosts are.'),
    unusual: z.number().int().describe('Sources that are otherwise not as usual.'),
    blindRules: z.number().int().describe('Enabled rules that do not see what they look for.'),
  }),
  parked: z.object({ total: z.number().int() }),
  alerts: z.object({ open: z.number().int() }),
  version: z.string(),
});

export type SystemStatus = z.infer<typeof statusSchema>;
