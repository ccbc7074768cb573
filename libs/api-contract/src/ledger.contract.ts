import { z } from 'zod';

import { cursorSchema, givenTimeSchema, lineSchema, limitSchema, nextCursorSchema, timeSchema } from './primitives';

/** Lengths of time the ledger counts by; minutes are kept for two weeks, hours and days for 400 days. UTC. */
export const ledgerGrainSchema = z.enum(['minute', 'hour', 'day']);

export type LedgerGrain = z.infer<typeof ledgerGrainSchema>;

/** Most times one answer tells of. */
export const MOST_LEDGER_TIMES = 1_500;

/** What of the ledger to show: events accepted in a range, summed up by source or by time. */
export const ledgerQuerySchema = z.strictObject({
  by: z.enum(['source', 'time']).default('source'),
  grain: ledgerGrainSchema.default('minute').describe('Of the range, and of `by=time`.'),
  from: givenTimeSchema.optional().describe('Begin of the first minute, hour or day. A day ago when left out.'),
  to: givenTimeSchema.optional().describe('Not included. Now when left out.'),
  source: lineSchema(128).optional(),
});

export type LedgerQuery = z.infer<typeof ledgerQuerySchema>;

const count = z.number().int();

/**
 * accepted = stored + duplicate + parked + dropped + inFlight + unexplained. Accepted is what front ends say, the others what the
 * pipeline says of each batch.
 */
export const ledgerSumSchema = z.object({
  accepted: count,
  stored: count,
  duplicate: count.describe('In the store already, or sent twice.'),
  parked: count,
  dropped: count.describe('By rules with a name.'),
  inFlight: count.describe('On their way still.'),
  unexplained: count.describe('Nobody has said in time what became of them.'),
});

export type LedgerSum = z.infer<typeof ledgerSumSchema>;

export const ledgerSchema = z.object({
  asOf: timeSchema,
  from: timeSchema,
  to: timeSchema,
  total: ledgerSumSchema,
  droppedBy: z.array(z.object({ rule: z.string(), events: count })).describe('Most first.'),
  rows: z
    .array(ledgerSumSchema.extend({ source: z.string().nullable(), at: timeSchema.nullable() }))
    .describe(
      'By source: in the order of their names, `at` is null. By time: in its order, without those in which nothing was accepted.',
    ),
});

export type Ledger = z.infer<typeof ledgerSchema>;

/** Batches behind the numbers. */
export const ledgerBatchesQuerySchema = z.strictObject({
  from: givenTimeSchema,
  to: givenTimeSchema.describe('Not included; at most an hour after `from`.'),
  source: lineSchema(128).optional(),
  state: z.enum(['all', 'in_flight', 'unexplained', 'settled', 'refused']).default('all'),
  cursor: cursorSchema.optional(),
  limit: limitSchema(100, 500),
});

export type LedgerBatchesQuery = z.infer<typeof ledgerBatchesQuerySchema>;

export const ledgerBatchesSchema = z.object({
  batches: z.array(
    z.object({
      claim: z.string().describe('Run of the front end and number.'),
      batchId: z.string(),
      source: z.string(),
      events: count,
      acceptedAt: timeSchema,
      state: z.enum(['in_flight', 'unexplained', 'settled', 'refused']),
      isRebuilt: z.boolean().describe('Its front end died before it could say that it had accepted it.'),
      outcome: z
        .object({
          stored: count,
          duplicate: count,
          parked: count,
          dropped: z.record(z.string(), count),
          recordedAt: timeSchema,
        })
        .nullable(),
    }),
  ),
  nextCursor: nextCursorSchema,
});

export type LedgerBatches = z.infer<typeof ledgerBatchesSchema>;

/** Runs of front ends that have said something in the last day. */
export const ledgerFrontendsSchema = z.object({
  frontends: z.array(
    z.object({
      frontend: z.string(),
      instance: z.string(),
      startedAt: timeSchema,
      statedAt: timeSchema.describe('When it last said what it accepted.'),
      statedThrough: count,
      sealedAt: timeSchema.nullable().describe('It accepts nothing any more.'),
      gaps: count.describe('Numbers of which neither the front end nor any batch tells: cut, and never accepted.'),
    }),
  ),
});

export type LedgerFrontends = z.infer<typeof ledgerFrontendsSchema>;

/** What is not as usual with sources now, oldest first. */
export const sourceAlarmsSchema = z.object({
  alarms: z.array(
    z.object({
      source: z.string(),
      kind: z.enum(['silent', 'host_silent', 'less', 'clock', 'fields']),
      since: timeSchema,
      reason: z.string(),
      expected: z.string(),
      seen: z.string(),
      blind: z
        .array(z.object({ id: z.string(), title: z.string() }))
        .describe('Enabled rules that live by events of the source, as they were when it began.'),
    }),
  ),
});

export type SourceAlarms = z.infer<typeof sourceAlarmsSchema>;
