import { LEVELS } from '@tocsin/event-model';
import { z } from 'zod';

import { alertNumberSchema } from './alert.contract';
import { storedEventSchema } from './event.contract';
import { listEntrySchema } from './list.contract';
import { listKindSchema } from './list-facts.contract';
import { timeSchema } from './primitives';

/** A value to be looked for on all lists. */
export const listMatchQuerySchema = z.strictObject({
  value: z
    .string()
    .trim()
    .min(1)
    .max(2_048)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters'),
});

export type ListMatchQuery = z.infer<typeof listMatchQuerySchema>;

/** Which entries a value meets, on which lists. */
export const listMatchesSchema = z.object({
  matches: z.array(
    z.object({
      list: z.string(),
      kind: listKindSchema,
      signalLevel: z.enum(LEVELS).nullable(),
      state: z.enum(['live', 'expired', 'not_yet']).describe('Only what is live has an effect.'),
      entry: listEntrySchema,
    }),
  ),
  guardedBy: z.string().nullable().describe('Allowed value because of which it cannot be blocked.'),
});

export type ListMatches = z.infer<typeof listMatchesSchema>;

const foundSchema = z.object({
  q: z.string().describe('Finds the same in a search.'),
  total: z.number().int(),
  newest: z.array(storedEventSchema).describe('At most 5.'),
});

const alertsSchema = z.object({
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
    .describe('At most 20.'),
});

const span = { from: timeSchema, to: timeSchema };

/** What an entry met in the last 90 days. */
export const entryHitsSchema = z.object({
  ...span,
  entry: listEntrySchema,
  hits: foundSchema.describe('Events that were seen while it stood on the list.'),
  older: foundSchema.describe('Events with the value that passed before it stood there.'),
  alerts: alertsSchema,
});

export type EntryHits = z.infer<typeof entryHitsSchema>;

/** What a watchlist met in the last 30 days. */
export const listHitsSchema = z.object({
  ...span,
  hits: foundSchema,
  entries: z
    .array(z.object({ id: z.uuid(), value: z.string(), events: z.number().int(), last: timeSchema }))
    .describe('Those that met something, most first; at most 500.'),
  alerts: alertsSchema,
});

export type ListHits = z.infer<typeof listHitsSchema>;
