import { z } from 'zod';

import { givenTimeSchema, nameSchema, optionalLineSchema, timeSchema } from './primitives';

const zoneSchema = z
  .string()
  .max(64)
  .refine(isZone, 'must be a zone of the IANA database such as Europe/Berlin')
  .default('UTC');

/** Declares who sends. */
export const createSourceSchema = z.strictObject({
  name: nameSchema,
  description: optionalLineSchema(400),
  dialect: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,62}$/, 'must be the name of a dialect such as elasticsearch_bulk')
    .nullable()
    .default(null)
    .describe('How the shipper speaks, when the endpoint does not tell.'),
  zone: zoneSchema.describe('Zone of times that come without one.'),
});

export type CreateSource = z.infer<typeof createSourceSchema>;

export const sourceSchema = z.object({
  name: z.string(),
  description: z.string(),
  dialect: z.string().nullable(),
  zone: z.string(),
  createdAt: timeSchema,
});

export type Source = z.infer<typeof sourceSchema>;

export const sourceListSchema = z.object({ sources: z.array(sourceSchema) });

export type SourceList = z.infer<typeof sourceListSchema>;

/** Makes a key that can send as one source. */
export const createKeySchema = z.strictObject({
  description: optionalLineSchema(400),
  expiresAt: givenTimeSchema.nullable().default(null),
});

export type CreateKey = z.infer<typeof createKeySchema>;

/** A key without its secret. */
export const keySchema = z.object({
  id: z.string(),
  source: z.string(),
  description: z.string(),
  createdAt: timeSchema,
  expiresAt: timeSchema.nullable(),
  revokedAt: timeSchema.nullable(),
});

export type Key = z.infer<typeof keySchema>;

export const keyListSchema = z.object({ keys: z.array(keySchema) });

export type KeyList = z.infer<typeof keyListSchema>;

export const keyIdSchema = z.string().regex(/^[\w-]{1,64}$/, 'is not an id of a key');

/** The secret, told once; `authorization` is the header a shipper sends. */
export const createdKeySchema = z.object({ id: z.string(), secret: z.string(), authorization: z.string() });

export type CreatedKey = z.infer<typeof createdKeySchema>;

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    // The constructor has no other way to say that it does not know the zone.
    return false;
  }
}
