import { z } from 'zod';

/** The service writes them the same way everywhere, so there is nothing to configure. */
export const cloudwatchLogsOptionsSchema = z.strictObject({});
export type CloudwatchLogsOptions = z.infer<typeof cloudwatchLogsOptionsSchema>;
