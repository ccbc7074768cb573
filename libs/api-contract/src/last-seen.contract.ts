import { z } from 'zod';

import { cursorSchema, givenTimeSchema, limitSchema, nextCursorSchema, timeSchema } from './primitives';

/** Name of a last-seen list. */
export const lastSeenListNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be the name of a last-seen list');

/** The lists that hold something, with their sizes. */
export const lastSeenListsAnswerSchema = z.object({
  lists: z.array(z.object({ name: z.string(), keys: z.number().int(), newest: timeSchema.nullable() })),
});

export type LastSeenListsAnswer = z.infer<typeof lastSeenListsAnswerSchema>;

/** When a key was seen. */
export const lastSeenKeySchema = z.object({
  values: z.array(z.string()).describe("Values of the list's fields, in lower case."),
  firstSeen: timeSchema,
  lastSeen: timeSchema,
  count: z.number().int().describe('Events, repetitions as often as they say.'),
  lastEventId: z.string(),
});

export type LastSeenKey = z.infer<typeof lastSeenKeySchema>;

const valueSchema = z
  .string()
  .max(256)
  .regex(/^[^\0]*$/, 'must not contain NUL');

/** Which keys of a list, in which order. */
export const lastSeenQuerySchema = z.strictObject({
  prefix: valueSchema.optional().describe('Beginning of the first value, whatever its case.'),
  newSince: givenTimeSchema.optional().describe('Only keys first seen at or after this.'),
  seenSince: givenTimeSchema.optional().describe('Only keys last seen at or after this.'),
  sort: z.enum(['last_seen', 'first_seen', 'count']).default('last_seen').describe('Descending.'),
  cursor: cursorSchema.optional(),
  limit: limitSchema(50, 500),
});

export type LastSeenQuery = z.infer<typeof lastSeenQuerySchema>;

/** A page of keys. */
export const lastSeenPageSchema = z.object({
  keys: z.array(lastSeenKeySchema),
  total: z.number().int().describe('All that match.'),
  nextCursor: nextCursorSchema,
});

export type LastSeenPage = z.infer<typeof lastSeenPageSchema>;

/** One key, by the values of its fields in their order. */
export const lastSeenKeyQuerySchema = z.strictObject({
  value: z
    .union([valueSchema, z.array(valueSchema).max(3)])
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .describe("One for each of the list's fields: `?value=ann&value=64500`."),
});

export type LastSeenKeyQuery = z.infer<typeof lastSeenKeyQuerySchema>;
