import { z } from 'zod';

/** The names are those that servers and their documentation use, so there is nothing to configure. */
export const accessJsonOptionsSchema = z.strictObject({});
export type AccessJsonOptions = z.infer<typeof accessJsonOptionsSchema>;
