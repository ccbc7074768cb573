import { z } from 'zod';

import { permissionSchema } from './permission.contract';
import { lineSchema, timeSchema } from './primitives';

/** A token for scripts: it may do what is named, as far as its owner may, and ends by itself. */
export const createPersonalTokenSchema = z.strictObject({
  name: lineSchema(60).describe('Of the script or the machine; stands in the audit log.'),
  permissions: z.array(permissionSchema).min(1).max(100).describe('At most those one has.'),
  days: z.number().int().min(1).max(365).describe('Until it ends.'),
});

export type CreatePersonalToken = z.infer<typeof createPersonalTokenSchema>;

export const personalTokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  permissions: z.array(z.string()),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  lastUsedAt: timeSchema.nullable().describe('Written at most once a minute.'),
  lastAddress: z.string().nullable(),
});

export type PersonalToken = z.infer<typeof personalTokenSchema>;

/** Newest first; those that have ended are gone. */
export const personalTokensSchema = z.object({ tokens: z.array(personalTokenSchema) });

export type PersonalTokens = z.infer<typeof personalTokensSchema>;

export const newPersonalTokenSchema = personalTokenSchema.extend({
  token: z.string().describe('Told once. Send it as `Authorization: Bearer …`.'),
});

export type NewPersonalToken = z.infer<typeof newPersonalTokenSchema>;
