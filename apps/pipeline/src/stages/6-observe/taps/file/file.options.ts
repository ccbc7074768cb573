import { z } from 'zod';

export const fileOptionsSchema = z.strictObject({
  path: z
    .string()
    .min(1)
    .describe('File that events are appended to, one JSON object per line. Its folder must exist.'),
  maxMegabytes: z
    .int()
    .min(1)
    .max(100_000)
    .default(100)
    .describe('Size at which the file is set aside and a new one begun.'),
  keep: z.int().min(0).max(10_000).default(10).describe('Files set aside that are kept; older ones are deleted.'),
});
export type FileOptions = z.infer<typeof fileOptionsSchema>;
