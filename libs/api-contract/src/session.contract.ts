import { z } from 'zod';

import { lineSchema, timeSchema } from './primitives';

/** Signs in. Lengths are bounded only so that nobody makes the server hash a novel. */
export const signInSchema = z.strictObject({
  username: lineSchema(200),
  password: z.string().min(1).max(1_024),
});

export type SignIn = z.infer<typeof signInSchema>;

/** The account a session belongs to. Permissions are names; unknown ones may come with later versions. */
export const accountSchema = z.object({
  id: z.uuid(),
  username: z.string(),
  displayName: z.string(),
  permissions: z.array(z.string()),
});

export type Account = z.infer<typeof accountSchema>;

/** Who is signed in, and until when if nothing is done. */
export const sessionSchema = z.object({ account: accountSchema, expiresAt: timeSchema });

export type Session = z.infer<typeof sessionSchema>;

/** Where a sign-out goes on: a session by single sign-on is ended at its provider too, where that can be done. */
export const signedOutSchema = z.object({
  leadsTo: z.url().nullable().describe('Page of the provider that ends its session; null: nothing is left to do.'),
});

export type SignedOut = z.infer<typeof signedOutSchema>;

/** One session by the name its list gives it; no token, and good for nothing but to end it. */
export const sessionIdSchema = z.string().regex(/^[0-9a-f]{64}$/, 'is not an id of a session');

/** Where the caller is signed in, seen last first. */
export const ownSessionsSchema = z.object({
  items: z.array(
    z.object({
      id: sessionIdSchema,
      startedAt: timeSchema,
      lastSeenAt: timeSchema.describe('Written at most once a minute.'),
      expiresAt: timeSchema.describe('If nothing is done until then.'),
      address: z.string(),
      userAgent: z.string().describe('What the browser says it is: data, not proof.'),
      isCurrent: z.boolean().describe('Whether it is the one that asks.'),
    }),
  ),
});

export type OwnSessions = z.infer<typeof ownSessionsSchema>;

/** Changes the caller's password. */
export const changePasswordSchema = z.strictObject({
  present: z.string().min(1).max(1_024),
  next: z.string().min(1).max(1_024),
});

export type ChangePassword = z.infer<typeof changePasswordSchema>;
