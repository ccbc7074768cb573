import { z } from 'zod';

/** HAProxy's default formats are told apart by their columns, so there is nothing to configure. */
export const haproxyOptionsSchema = z.strictObject({});
export type HaproxyOptions = z.infer<typeof haproxyOptionsSchema>;
