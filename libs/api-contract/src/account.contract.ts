import { z } from 'zod';

import { timeSchema } from './primitives';

/** Somebody who may sign in, or could before they were disabled. */
const managedAccountSchema = z.object({
  id: z.uuid(),
  username: z.string(),
  displayName: z.string(),
  roles: z.array(z.string()),
  createdAt: timeSchema,
  disabledAt: timeSchema.nullable(),
  lastSeenAt: timeSchema.nullable().describe('Of a session that still is; to the minute.'),
});

export type ManagedAccount = z.infer<typeof managedAccountSchema>;

/** Every account, by name. */
export const accountListSchema = z.object({ accounts: z.array(managedAccountSchema) });

export type AccountList = z.infer<typeof accountListSchema>;
