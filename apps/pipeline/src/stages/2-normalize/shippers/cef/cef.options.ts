import { z } from 'zod';

/** The format is the same everywhere, so there is nothing to configure. */
export const cefOptionsSchema = z.strictObject({});
export type CefOptions = z.infer<typeof cefOptionsSchema>;
