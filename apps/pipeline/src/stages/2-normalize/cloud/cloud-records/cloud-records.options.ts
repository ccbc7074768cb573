import { z } from 'zod';

export const cloudRecordsOptionsSchema = z.strictObject({});
export type CloudRecordsOptions = z.infer<typeof cloudRecordsOptionsSchema>;
