import { z } from 'zod';

/** These programs word their messages the same everywhere, so there is nothing to configure. */
export const accountsOptionsSchema = z.strictObject({});
export type AccountsOptions = z.infer<typeof accountsOptionsSchema>;
