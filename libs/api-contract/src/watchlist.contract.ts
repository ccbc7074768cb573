import { z } from 'zod';

import {
  cursorSchema,
  givenTimeSchema,
  limitSchema,
  lineSchema,
  nameSchema,
  nextCursorSchema,
  optionalLineSchema,
  timeSchema,
} from './primitives';

export const createWatchlistSchema = z.strictObject({ name: nameSchema, description: optionalLineSchema(400) });

export type CreateWatchlist = z.infer<typeof createWatchlistSchema>;

export const watchlistSchema = z.object({
  name: z.string(),
  description: z.string(),
  createdAt: timeSchema,
  entries: z.number().int().describe('How many values it holds.'),
});

export type Watchlist = z.infer<typeof watchlistSchema>;

export const watchlistListSchema = z.object({ watchlists: z.array(watchlistSchema) });

export type WatchlistList = z.infer<typeof watchlistListSchema>;

const DOMAIN = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

const common = {
  reason: lineSchema(400),
  reference: optionalLineSchema(400),
  expiresAt: givenTimeSchema.nullable().default(null),
};

/** Puts a value on a list; there is always a reason. */
export const createWatchlistEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exact'), value: lineSchema(1_024), ...common }),
  z.strictObject({
    kind: z.literal('cidr'),
    value: z.union([z.cidrv4(), z.cidrv6()], { error: 'must be a network such as 203.0.113.0/24' }),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('domain'),
    value: z.string().trim().toLowerCase().regex(DOMAIN, 'must be a domain name such as example.org'),
    ...common,
  }),
  z.strictObject({ kind: z.literal('regex'), value: lineSchema(1_024), ...common }),
]);

export type CreateWatchlistEntry = z.infer<typeof createWatchlistEntrySchema>;

export const watchlistEntryListQuerySchema = z.strictObject({
  cursor: cursorSchema.optional(),
  limit: limitSchema(100, 500),
});

export type WatchlistEntryListQuery = z.infer<typeof watchlistEntryListQuerySchema>;

export const watchlistEntrySchema = z.object({
  id: z.uuid(),
  kind: z.enum(['exact', 'cidr', 'domain', 'regex']),
  value: z.string(),
  reason: z.string(),
  reference: z.string(),
  expiresAt: timeSchema.nullable(),
  createdAt: timeSchema,
});

export type WatchlistEntry = z.infer<typeof watchlistEntrySchema>;

/** A page of a list's values, newest first. */
export const watchlistEntryPageSchema = z.object({
  entries: z.array(watchlistEntrySchema),
  total: z.number().int(),
  nextCursor: nextCursorSchema,
});

export type WatchlistEntryPage = z.infer<typeof watchlistEntryPageSchema>;
