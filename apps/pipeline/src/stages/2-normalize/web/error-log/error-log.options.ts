import { z } from 'zod';

/** The forms of error logs are told apart by what a line holds, so there is nothing to configure. */
export const errorLogOptionsSchema = z.strictObject({});
export type ErrorLogOptions = z.infer<typeof errorLogOptionsSchema>;
