import { z } from 'zod';

/** Its results have one form, so there is nothing to configure. */
export const osqueryOptionsSchema = z.strictObject({});
export type OsqueryOptions = z.infer<typeof osqueryOptionsSchema>;
