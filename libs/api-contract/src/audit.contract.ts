import { z } from 'zod';

import {
  cursorSchema,
  givenTimeSchema,
  limitSchema,
  nextCursorSchema,
  optionalLineSchema,
  timeSchema,
} from './primitives';

/** Which entries of the audit log to show. */
export const auditQuerySchema = z.strictObject({
  q: optionalLineSchema(200).describe('Text to find in who, action, object, and what was before and after.'),
  actor: z.uuid().optional().describe('Account that acted.'),
  action: z
    .string()
    .regex(/^[a-z_]+(\.[a-z_]+)?$/, 'must look like alert or alert.resolve')
    .optional()
    .describe('One action, or all of one kind of thing.'),
  object: optionalLineSchema(512).describe('Name or number of what was acted on.'),
  from: givenTimeSchema.optional(),
  to: givenTimeSchema.optional().describe('Not included.'),
  cursor: cursorSchema.optional(),
  limit: limitSchema(50, 500),
});

export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** One thing somebody did. */
export const auditEntrySchema = z.object({
  seq: z.string().describe('Counts from 1, without gaps.'),
  at: timeSchema,
  actor: z.object({ id: z.uuid().nullable(), name: z.string() }).describe('No id: the command line or Tocsin itself.'),
  action: z.string(),
  object: z.object({ kind: z.string(), id: z.string() }),
  before: z.unknown().describe('What of it is different now, as it was; null where there was nothing.'),
  after: z.unknown().describe('The same, as it is.'),
  isWithheld: z.boolean().describe('It is about an incident that is not for you: `before` and `after` are not told.'),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  hash: z.string().describe('SHA-256 over this entry and the hash of the one before.'),
});

export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** A page of the audit log, newest first. */
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), nextCursor: nextCursorSchema });

export type AuditPage = z.infer<typeof auditPageSchema>;
