import { z } from 'zod';

/** What every enricher that reads lists may be told. */
export const listOptionsSchema = z.strictObject({
  refreshSeconds: z
    .int()
    .min(1)
    .max(3_600)
    .default(1)
    .describe(
      'How often to ask for changes to the lists, even when nobody told of one. The shortest of all kinds holds.',
    ),
  cacheEntries: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(50_000)
    .describe('Addresses, hosts and names, of each so many, whose answer is remembered until the lists change.'),
});
export type ListOptions = z.infer<typeof listOptionsSchema>;
