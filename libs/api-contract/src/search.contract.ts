import { z } from 'zod';

import { assigneeSchema } from './alert.contract';
import { fieldNameSchema, eventSelectionSchema } from './event.contract';
import { givenTimeSchema, lineSchema, timeSchema } from './primitives';

/** Time of a search: a span that ends when it is looked for (`15m`, `4h`, `7d`, `2w`), or two times. */
const searchTimeSchema = z.union([
  z.strictObject({ last: z.string().regex(/^[1-9]\d{0,3}[mhdw]$/, 'must look like 15m, 4h, 7d or 2w') }),
  z.strictObject({ from: givenTimeSchema, to: givenTimeSchema.describe('Not included.') }),
]);

/** What of a saved search people choose. */
const contentSchema = z.strictObject({
  name: lineSchema(120),
  audience: z.enum(['private', 'team']).describe('Who sees it. The team: only with the permission search.share.'),
  q: eventSelectionSchema.shape.q,
  time: searchTimeSchema,
  columns: z.array(fieldNameSchema).max(12),
  sort: z.enum(['newest', 'oldest']),
});

/** Keeps a search under a name. */
export const createSearchSchema = contentSchema.extend({
  audience: contentSchema.shape.audience.default('private'),
  columns: contentSchema.shape.columns.default([]),
  sort: contentSchema.shape.sort.default('newest'),
});

export type CreateSearch = z.infer<typeof createSearchSchema>;

/** Changes what is given. `If-Match` says which version was seen. */
export const updateSearchSchema = contentSchema.extend({ q: z.string().max(4_000) }).partial();

export type UpdateSearch = z.infer<typeof updateSearchSchema>;

/** A saved search. Its `ETag` is its version in quotes. */
export const savedSearchSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  audience: z.enum(['private', 'team']),
  q: z.string(),
  time: searchTimeSchema,
  columns: z.array(z.string()),
  sort: z.enum(['newest', 'oldest']),
  owner: assigneeSchema,
  mayChange: z.boolean().describe('Whether you may change and delete it.'),
  version: z.number().int(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});

export type SavedSearch = z.infer<typeof savedSearchSchema>;

/** Own searches and those of the team, by name. */
export const searchListSchema = z.object({ searches: z.array(savedSearchSchema) });

export type SearchList = z.infer<typeof searchListSchema>;
