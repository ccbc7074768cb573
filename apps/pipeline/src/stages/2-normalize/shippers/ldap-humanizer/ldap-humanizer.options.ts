import { z } from 'zod';

/** The program writes its records in one way, so there is nothing to configure. */
export const ldapHumanizerOptionsSchema = z.strictObject({});
export type LdapHumanizerOptions = z.infer<typeof ldapHumanizerOptionsSchema>;
