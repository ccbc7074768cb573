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
