import { LEVELS } from '@tocsin/event-model';
import { z } from 'zod';

import { cursorSchema, limitSchema, nextCursorSchema, timeSchema } from './primitives';

/** How people name an alert: `A-18422`. */
export const alertNumberSchema = z.string().regex(/^A-[1-9]\d{0,14}$/, 'must look like A-18422');

/** Which alerts a list shows; `open` is everything not resolved. */
export const alertListQuerySchema = z.strictObject({
  status: z.enum(['open', 'in_progress', 'resolved', 'all']).default('open'),
  q: z
    .string()
    .trim()
    .max(200)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters')
    .default('')
    .describe('Text to find in title, reason or entity.'),
  cursor: cursorSchema.optional(),
  limit: limitSchema(50, 200),
});

export type AlertListQuery = z.infer<typeof alertListQuerySchema>;

/** What a resolved alert turned out to be, in the order of the keys that say so. */
export const VERDICTS = ['true_positive', 'false_positive', 'benign', 'duplicate'] as const;

export const verdictSchema = z.enum(VERDICTS);

export type Verdict = z.infer<typeof verdictSchema>;

/** Who handles an alert. */
export const assigneeSchema = z.object({ id: z.uuid(), username: z.string(), displayName: z.string() });

/** One row of the list. */
export const alertSummarySchema = z.object({
  id: z.uuid(),
  number: alertNumberSchema,
  severity: z.enum(LEVELS),
  title: z.string(),
  reason: z.string(),
  detector: z.string(),
  ruleId: z.string(),
  entity: z.object({ field: z.string(), value: z.string() }).nullable(),
  status: z.enum(['new', 'in_progress', 'resolved']),
  assignee: assigneeSchema.nullable(),
  verdict: verdictSchema.nullable().describe('Null while it is not resolved.'),
  snoozedUntil: timeSchema.nullable().describe('A time in the past means not snoozed.'),
  tags: z.array(z.string()).describe('In the order of the alphabet.'),
  eventCount: z.number().int(),
  signalCount: z.number().int(),
  firstAt: timeSchema.describe('Event time of the first signal.'),
  lastAt: timeSchema.describe('Event time of the latest signal.'),
  createdAt: timeSchema,
  updatedAt: timeSchema,
  revision: z.number().int().describe('Grows by one with every change.'),
});

export type AlertSummary = z.infer<typeof alertSummarySchema>;

/** A page of alerts, newest `lastAt` first. `total` counts all that match, exactly. */
export const alertPageSchema = z.object({
  alerts: z.array(alertSummarySchema),
  total: z.number().int(),
  nextCursor: nextCursorSchema,
  asOf: timeSchema,
  coveredUntil: timeSchema.nullable().describe('Scheduled rules have looked at everything received before.'),
});

export type AlertPage = z.infer<typeof alertPageSchema>;

/** What a rule says of itself. */
export const ruleFactsSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  hash: z.string(),
  level: z.enum(LEVELS),
  /** Empty where the rule does not say, and in alerts from before it was kept. */
  author: z.string().default(''),
  tags: z.array(z.string()).readonly(),
  falsePositives: z.array(z.string()).readonly(),
  references: z.array(z.string()).readonly(),
});

const proofSchema = z.object({
  selections: z
    .array(
      z.object({
        name: z.string(),
        conditions: z
          .array(z.object({ field: z.string(), operator: z.string(), expected: z.string(), seen: z.string() }))
          .readonly(),
      }),
    )
    .readonly(),
  events: z
    .array(
      z.object({
        id: z.string(),
        day: z.string().optional().describe('UTC day of the index that holds it.'),
        at: z.string(),
        message: z.string(),
      }),
    )
    .readonly(),
  eventCount: z.number().int(),
  window: z.object({ from: z.string(), to: z.string() }).optional(),
});

/** An alert with its rule as it was and the proof of the first and of the latest signal. */
export const alertSchema = alertSummarySchema.extend({
  rule: ruleFactsSchema,
  proof: proofSchema,
  lastProof: proofSchema.nullable(),
  acknowledgedAt: timeSchema.nullable(),
  resolvedAt: timeSchema.nullable(),
  resolvedBy: assigneeSchema.nullable(),
  duplicateOf: alertNumberSchema.nullable().describe('The alert it says the same as.'),
  timeToAcknowledgeMs: z
    .number()
    .int()
    .nullable()
    .describe('From raised to taken, or to resolved where nobody took it first; null while neither happened.'),
  timeToResolveMs: z.number().int().nullable().describe('From raised to resolved; null while it is not.'),
});

export type Alert = z.infer<typeof alertSchema>;
