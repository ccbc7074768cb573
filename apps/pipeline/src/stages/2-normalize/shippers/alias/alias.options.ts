import { z } from 'zod';

/** The table of aliases is the product's vocabulary and the same everywhere, so there is nothing to configure. */
export const aliasOptionsSchema = z.strictObject({});
export type AliasOptions = z.infer<typeof aliasOptionsSchema>;
