import { LEVELS } from '@tocsin/event-model';
import { z } from 'zod';

import { alertNumberSchema } from './alert.contract';
import { listKindSchema } from './list-facts.contract';
import { cursorSchema, limitSchema, nextCursorSchema, timeSchema } from './primitives';

export const ENTITY_KINDS = ['asset', 'identity', 'attacker'] as const;

/** What is seen: machines, accounts, and addresses that met a rule. */
export const entityKindSchema = z.enum(ENTITY_KINDS);

export type EntityKind = z.infer<typeof entityKindSchema>;

/** Host, account or address; whatever its case. */
export const entityKeySchema = z
  .string()
  .min(1)
  .max(256)
  .regex(/^\P{Cc}*$/u, 'must be one line without control characters');

/** Which entities of a kind, in which order. */
export const entityListQuerySchema = z.strictObject({
  kind: entityKindSchema,
  q: entityKeySchema.optional().describe('Beginning of the name.'),
  sort: z
    .enum(['last_seen', 'first_seen', 'risk'])
    .default('last_seen')
    .describe('Descending. By risk only those are told that have open alerts, on one page.'),
  cursor: cursorSchema.optional(),
  limit: limitSchema(50, 200),
});

export type EntityListQuery = z.infer<typeof entityListQuerySchema>;

/** An entry of a list that an entity meets. */
export const listedSchema = z.object({
  list: z.string(),
  kind: listKindSchema,
  value: z.string().describe('The entry that is met.'),
  facts: z.record(z.string(), z.unknown()),
});

const rowSchema = z.object({
  key: z.string(),
  firstSeen: timeSchema,
  lastSeen: timeSchema,
  count: z.number().int().describe('Events.'),
  openAlerts: z.number().int(),
  risk: z.number().int().describe('0 to 100.'),
  lists: z.array(z.object({ list: z.string(), kind: listKindSchema })),
});

/** A page of entities. */
export const entityPageSchema = z.object({
  entities: z.array(rowSchema),
  total: z.number().int().describe('All that match; counted up to 10,000.'),
  isTotalExact: z.boolean(),
  nextCursor: nextCursorSchema,
});

export type EntityPage = z.infer<typeof entityPageSchema>;

const pointsSchema = z.number().describe('To one decimal.');

/** Why a risk is what it is. */
export const riskSchema = z.object({
  score: z.number().int().describe('The sum of the parts, 100 at most.'),
  parts: z.array(
    z.object({
      points: pointsSchema,
      what: z.string(),
      alert: alertNumberSchema.nullable(),
      list: z.string().nullable(),
    }),
  ),
  lowers: z.array(z.object({ points: pointsSchema, what: z.string() })).describe('What would lower it, most first.'),
  formula: z.string(),
});

export type Risk = z.infer<typeof riskSchema>;

/** When something was seen. */
export const seenSchema = z.object({
  firstSeen: timeSchema,
  lastSeen: timeSchema,
  count: z.number().int(),
  lastEventId: z.string(),
  source: z.string().nullable().describe('Who sent the last event; null when it is no longer kept.'),
});

/** Everything known of one entity. */
export const entitySchema = z.object({
  kind: entityKindSchema,
  key: z.string(),
  seen: seenSchema.nullable().describe('Null: never seen in as long as it is kept in mind.'),
  keptDays: z.number().int().describe('How long it is kept in mind that something was seen.'),
  alerts: z.object({
    open: z.number().int(),
    total: z.number().int(),
    newest: z
      .array(
        z.object({
          number: alertNumberSchema,
          title: z.string(),
          severity: z.enum(LEVELS),
          status: z.enum(['new', 'in_progress', 'resolved']),
          lastAt: timeSchema,
        }),
      )
      .describe('At most 20, open ones first.'),
  }),
  lists: z.array(listedSchema),
  risk: riskSchema,
  q: z.string().describe('Finds its events in a search.'),
});

export type Entity = z.infer<typeof entitySchema>;
