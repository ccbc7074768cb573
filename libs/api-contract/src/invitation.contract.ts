import { z } from 'zod';

import { lineSchema, timeSchema } from './primitives';
import { rolesSchema } from './role.contract';

/** The token of a one-time link. */
export const invitationTokenSchema = z.string().regex(/^[\w-]{43}$/, 'is not a token of ours');

/** What a link is good for. */
export const invitationSchema = z.object({ kind: z.enum(['setup', 'responder']), expiresAt: timeSchema });

export type Invitation = z.infer<typeof invitationSchema>;

/** Makes the account a link promises. */
export const acceptInvitationSchema = z.strictObject({
  username: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._@-]{1,63}$/, 'must be 2 to 64 letters, digits, ".", "_", "@" or "-"'),
  displayName: lineSchema(100),
  password: z.string().min(1).max(1_024),
});

export type AcceptInvitation = z.infer<typeof acceptInvitationSchema>;

/** Invites a colleague. Nobody can give a permission they do not have. */
export const createInvitationSchema = z.strictObject({
  roles: rolesSchema.optional().describe('A responder by default.'),
});

export type CreateInvitation = z.infer<typeof createInvitationSchema>;

/** The link, told once. */
export const createdInvitationSchema = z.object({ url: z.string(), expiresAt: timeSchema });

export type CreatedInvitation = z.infer<typeof createdInvitationSchema>;
