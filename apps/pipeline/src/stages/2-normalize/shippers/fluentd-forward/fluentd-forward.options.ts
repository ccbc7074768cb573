import { z } from 'zod';

/** The marks of these records are the same everywhere, so there is nothing to configure. */
export const fluentdForwardOptionsSchema = z.strictObject({});
export type FluentdForwardOptions = z.infer<typeof fluentdForwardOptionsSchema>;
