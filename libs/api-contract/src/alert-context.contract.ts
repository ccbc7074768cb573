import { LEVELS } from '@tocsin/event-model';
import { z } from 'zod';

import { alertNumberSchema } from './alert.contract';
import { entityKindSchema, listedSchema, seenSchema } from './entity.contract';
import { incidentNumberSchema } from './incident.contract';
import { timeSchema } from './primitives';

const countSchema = z.number().int();
const valueSchema = z.object({ field: z.string(), value: z.string() });

/** Where an address was when it was seen last. */
const placeSchema = z.object({
  country: z.string().nullable(),
  city: z.string().nullable(),
  asNumber: z.number().int().nullable(),
  asName: z.string().nullable(),
});

/** What is known of one of the entities of an alert. */
const alertEntitySchema = valueSchema.extend({
  kind: entityKindSchema.nullable().describe('Of its page; null when it has none.'),
  alerts: z.object({ open: countSchema, total: countSchema }).describe('Alerts about it, without this one.'),
  risk: z.number().int().describe('0 to 100.'),
  seen: seenSchema.nullable().describe('Null: never, or not kept, or not for you.'),
  lists: z.array(listedSchema).describe('At most 20.'),
  place: placeSchema.nullable(),
});

export type AlertEntity = z.infer<typeof alertEntitySchema>;

/** The entities of an alert, its own first, at most 20. `isWhole` is false for who may not read last-seen lists. */
export const alertEntitiesSchema = z.object({
  entities: z.array(alertEntitySchema),
  total: countSchema,
  isWhole: z.boolean(),
});

export type AlertEntities = z.infer<typeof alertEntitiesSchema>;

const sharesSchema = z.array(valueSchema).describe('What both name; empty: an alert of it is related.');

/** Alerts and incidents that name the same, the newest first. */
export const alertRelatedSchema = z.object({
  days: countSchema.describe('How far back it was looked.'),
  alerts: z.array(
    z.object({
      number: alertNumberSchema,
      title: z.string(),
      severity: z.enum(LEVELS),
      status: z.enum(['new', 'in_progress', 'resolved']),
      lastAt: timeSchema,
      shares: sharesSchema,
    }),
  ),
  hasMore: z.boolean().describe('There are more alerts than are told.'),
  incidents: z
    .array(
      z.object({
        number: incidentNumberSchema,
        title: z.string(),
        severity: z.enum(LEVELS),
        isClosed: z.boolean(),
        isOwn: z.boolean().describe('The alert belongs to it.'),
        shares: sharesSchema,
      }),
    )
    .describe('At most 10 that you may see; those the alert belongs to first.'),
});

export type AlertRelated = z.infer<typeof alertRelatedSchema>;

/** What became of the alerts of the rule. */
export const ruleRecordSchema = z.object({
  days: countSchema,
  alerts: countSchema.describe('With a signal in these days.'),
  open: countSchema,
  verdicts: z.object({
    true_positive: countSchema,
    false_positive: countSchema,
    benign: countSchema,
    duplicate: countSchema,
  }),
  medianMsToResolve: z.number().int().nullable().describe('From raised to resolved; null while none is.'),
});

export type RuleRecord = z.infer<typeof ruleRecordSchema>;
