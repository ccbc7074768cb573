import { z } from 'zod';

import { givenTimeSchema, optionalLineSchema, timeSchema } from './primitives';

const DAY_SECONDS = 86_400;

/** Makes a key that can send as one source. */
export const createKeySchema = z.strictObject({
  description: optionalLineSchema(400),
  expiresAt: givenTimeSchema.nullable().default(null),
});

export type CreateKey = z.infer<typeof createKeySchema>;

/** Makes a key in place of another one, which goes on working for a while so that shippers can be told. */
export const rotateKeySchema = z.strictObject({
  overlapSeconds: z
    .number()
    .int()
    .min(0)
    .max(90 * DAY_SECONDS)
    .default(DAY_SECONDS)
    .describe('How long the former key works from now on, unless it ends before.'),
  expiresAt: givenTimeSchema.nullable().default(null).describe('End of the new key.'),
});

export type RotateKey = z.infer<typeof rotateKeySchema>;

/** A key without its secret. */
export const keySchema = z.object({
  id: z.string(),
  source: z.string(),
  description: z.string(),
  createdAt: timeSchema,
  expiresAt: timeSchema.nullable(),
  revokedAt: timeSchema.nullable(),
  lastUsedAt: timeSchema.nullable().describe('To about a minute; null when it was never used.'),
});

export type Key = z.infer<typeof keySchema>;

export const keyListSchema = z.object({ keys: z.array(keySchema) });

export type KeyList = z.infer<typeof keyListSchema>;

export const keyIdSchema = z.string().regex(/^[\w-]{1,64}$/, 'is not an id of a key');

/** The secret, told once; `authorization` is the header a shipper sends. */
export const createdKeySchema = z.object({ id: z.string(), secret: z.string(), authorization: z.string() });

export type CreatedKey = z.infer<typeof createdKeySchema>;
