import { z } from 'zod';

/** The format is the same everywhere, so there is nothing to configure. */
export const leefOptionsSchema = z.strictObject({});
export type LeefOptions = z.infer<typeof leefOptionsSchema>;
