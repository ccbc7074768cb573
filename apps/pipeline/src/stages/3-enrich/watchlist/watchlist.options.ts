import { z } from 'zod';

export const watchlistOptionsSchema = z.strictObject({
  refreshSeconds: z
    .int()
    .min(1)
    .max(3_600)
    .default(30)
    .describe('How often the lists are loaded again even when nobody told that they changed.'),
  cacheEntries: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(50_000)
    .describe('Addresses and names whose answer is remembered until the lists change.'),
});
export type WatchlistOptions = z.infer<typeof watchlistOptionsSchema>;
