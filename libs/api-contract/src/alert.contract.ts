import { LEVELS } from '@tocsin/event-model';
import { z } from 'zod';

import { cursorSchema, lineSchema, limitSchema, nextCursorSchema, timeSchema } from './primitives';

/** How people name an alert: `A-18422`. */
export const alertNumberSchema = z.string().regex(/^A-[1-9]\d{0,14}$/, 'must look like A-18422');

/** What a resolved alert turned out to be, in the order of the keys that say so. */
export const VERDICTS = ['true_positive', 'false_positive', 'benign', 'duplicate'] as const;

export const verdictSchema = z.enum(VERDICTS);

export type Verdict = z.infer<typeof verdictSchema>;

/** A word people put on alerts. */
export const tagSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,31}$/, 'must be 1 to 32 lower-case letters, digits, ".", "_" or "-"');

const severitySchema = z.enum(LEVELS);

/** Which alerts are meant; every part narrows. */
const alertFilterSchema = z.strictObject({
  status: z
    .enum(['open', 'new', 'in_progress', 'snoozed', 'resolved', 'all'])
    .default('open')
    .describe('`open` is what is neither resolved nor snoozed; what is snoozed is not `new` or `in_progress`.'),
  q: z
    .string()
    .trim()
    .max(4_000)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters')
    .default('')
    .describe('Words to find in title, reason or entity, and terms like `severity:high -tag:scan user.name:"Ada B"`.'),
  group: z
    .string()
    .trim()
    .max(10_000)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters')
    .optional()
    .describe('Terms of groups, as they were answered: alerts of any of these groups.'),
  assignee: z
    .union([z.enum(['me', 'none']), z.uuid()])
    .optional()
    .describe('Account that has it; `me`, or `none`.'),
  severity: z
    .union([severitySchema.transform((one) => [one]), z.array(severitySchema).min(1).max(LEVELS.length)])
    .optional()
    .describe('Any of them; may be given several times.'),
  verdict: verdictSchema.optional(),
  tag: tagSchema.optional(),
  ruleId: lineSchema(512).optional(),
});

export type AlertFilterQuery = z.infer<typeof alertFilterSchema>;

/** In which order a list shows them: by event time, or the most severe first and of these the newest. */
export const ALERT_SORTS = ['newest', 'oldest', 'severe'] as const;

export type AlertSort = (typeof ALERT_SORTS)[number];

/** What a list is grouped by. */
export const ALERT_GROUPINGS = ['entity', 'rule', 'severity'] as const;

export type AlertGrouping = (typeof ALERT_GROUPINGS)[number];

/** Which alerts a list shows. */
export const alertListQuerySchema = alertFilterSchema.extend({
  sort: z.enum(ALERT_SORTS).default('newest'),
  cursor: cursorSchema.optional(),
  limit: limitSchema(50, 200),
});

/** Which groups of alerts there are; filtered as a list is. */
export const alertGroupsQuerySchema = alertFilterSchema.extend({
  by: z.enum(ALERT_GROUPINGS),
  cursor: cursorSchema.optional(),
  limit: limitSchema(50, 200),
});

export type AlertGroupsQuery = z.infer<typeof alertGroupsQuerySchema>;

export type AlertListQuery = z.infer<typeof alertListQuerySchema>;

/** What is counted; as a list is asked for. */
export const alertFacetsQuerySchema = alertFilterSchema;

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

/** A page of alerts, in the order asked for. `total` counts all that match, exactly. */
export const alertPageSchema = z.object({
  alerts: z.array(alertSummarySchema),
  total: z.number().int(),
  nextCursor: nextCursorSchema,
  asOf: timeSchema,
  coveredUntil: timeSchema.nullable().describe('Scheduled rules have looked at everything received before.'),
});

export type AlertPage = z.infer<typeof alertPageSchema>;

const countSchema = z.number().int();

/** Alerts that have something in common, and what is in the group. */
export const alertGroupSchema = z.object({
  term: z.string().describe('As `group` of the same filter it finds exactly the alerts of the group.'),
  entity: z
    .object({ field: z.string(), value: z.string() })
    .nullable()
    .describe('Null in other groupings, and for no entity.'),
  ruleId: z.string().nullable().describe('The only rule of the group; null when there are several.'),
  title: z.string().nullable().describe('Title of the only rule.'),
  severity: severitySchema.describe('The worst.'),
  severities: z.array(z.object({ value: severitySchema, count: countSchema })).describe('Worst first.'),
  count: countSchema,
  ruleCount: countSchema,
  entityCount: countSchema,
  unassigned: countSchema,
  lastAt: timeSchema.describe('Of the newest.'),
});

export type AlertGroup = z.infer<typeof alertGroupSchema>;

/** A page of groups: worst severity first, then the one with the newest alert. All counts are exact. */
export const alertGroupPageSchema = z.object({
  groups: z.array(alertGroupSchema),
  groupCount: countSchema,
  total: countSchema.describe('Alerts in all groups.'),
  nextCursor: nextCursorSchema,
  asOf: timeSchema,
  coveredUntil: timeSchema.nullable(),
});

export type AlertGroupPage = z.infer<typeof alertGroupPageSchema>;

/** How many alerts have which value, most first; each leaves its own filter aside, so that it counts what another choice would find. */
export const alertFacetsSchema = z.object({
  status: z.object({ new: countSchema, in_progress: countSchema, snoozed: countSchema, resolved: countSchema }),
  severity: z.array(z.object({ value: severitySchema, count: countSchema })),
  assignee: z.array(z.object({ value: assigneeSchema.nullable(), count: countSchema })),
  ruleId: z.array(z.object({ value: z.string(), title: z.string(), count: countSchema })).describe('At most 20.'),
  verdict: z.array(z.object({ value: verdictSchema, count: countSchema })),
  entity: z
    .array(z.object({ value: z.object({ field: z.string(), value: z.string() }).nullable(), count: countSchema }))
    .describe('What the alerts are about. At most 20.'),
  tag: z.array(z.object({ value: z.string(), count: countSchema })).describe('At most 20.'),
});

export type AlertFacets = z.infer<typeof alertFacetsSchema>;

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
