import { z } from 'zod';

export const relatedOptionsSchema = z.strictObject({
  limit: z
    .int()
    .min(1)
    .max(1_000)
    .default(100)
    .describe('Values kept in each related field; an event with more is found by its first ones.'),
});
export type RelatedOptions = z.infer<typeof relatedOptionsSchema>;
