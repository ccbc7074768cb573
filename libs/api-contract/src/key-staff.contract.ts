import { z } from 'zod';

import { lineSchema, timeSchema } from './primitives';

/** Which key people. */
export const keyStaffQuerySchema = z.strictObject({
  q: lineSchema(200).optional().describe('Part of a name, role, contact or account; case does not matter.'),
});

export type KeyStaffQuery = z.infer<typeof keyStaffQuerySchema>;

/** Key people by name, each with all accounts. */
export const keyStaffSchema = z.object({
  people: z
    .array(
      z.object({
        name: z.string(),
        role: z.string(),
        contact: z.string(),
        reference: z.string(),
        openAlerts: z.number().int().describe('About any of the accounts.'),
        lastSeen: timeSchema.nullable().describe('Any of the accounts; null: not in as long as it is kept in mind.'),
        accounts: z.array(
          z.object({
            value: z.string(),
            list: z.string(),
            expiresAt: timeSchema.nullable(),
            lastSeen: timeSchema.nullable(),
            openAlerts: z.number().int(),
          }),
        ),
      }),
    )
    .describe('At most 500.'),
  total: z.number().int(),
});

export type KeyStaff = z.infer<typeof keyStaffSchema>;
