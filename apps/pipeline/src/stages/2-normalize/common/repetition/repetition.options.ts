import { z } from 'zod';

/** Every syslog daemon words it the same, so there is nothing to configure. */
export const repetitionOptionsSchema = z.strictObject({});
export type RepetitionOptions = z.infer<typeof repetitionOptionsSchema>;
