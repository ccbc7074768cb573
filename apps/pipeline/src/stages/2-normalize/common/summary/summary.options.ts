import { z } from 'zod';

export const summaryOptionsSchema = z.strictObject({
  maxLength: z.int().min(40).max(2_000).default(300).describe('Characters a made line has at most.'),
});
export type SummaryOptions = z.infer<typeof summaryOptionsSchema>;
