import { z } from 'zod';

/** The records say what they are, so there is nothing to configure. */
export const hostRecordsOptionsSchema = z.strictObject({});
export type HostRecordsOptions = z.infer<typeof hostRecordsOptionsSchema>;
