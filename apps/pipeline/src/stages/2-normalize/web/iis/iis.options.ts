import { z } from 'zod';

/** The columns of IIS are told apart by their form, so there is nothing to configure. */
export const iisOptionsSchema = z.strictObject({});
export type IisOptions = z.infer<typeof iisOptionsSchema>;
