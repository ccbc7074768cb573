import { z } from 'zod';

/** The formats of access logs are told apart by what a line holds, so there is nothing to configure. */
export const accessLogOptionsSchema = z.strictObject({});
export type AccessLogOptions = z.infer<typeof accessLogOptionsSchema>;
