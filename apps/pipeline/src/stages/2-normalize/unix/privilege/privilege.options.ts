import { z } from 'zod';

/** These programs word their messages the same everywhere, so there is nothing to configure. */
export const privilegeOptionsSchema = z.strictObject({});
export type PrivilegeOptions = z.infer<typeof privilegeOptionsSchema>;
