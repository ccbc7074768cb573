import { z } from 'zod';

import { isServerAddress } from './server-address';

const server = z
  .string()
  .refine(
    isServerAddress,
    'a server is an IP address, with a port if need be: 192.0.2.53, 192.0.2.53:5353, [2001:db8::53]:5353',
  );

export const reverseDnsOptionsSchema = z.strictObject({
  servers: z
    .array(server)
    .max(16)
    .default([])
    .describe(
      'Addresses of the resolvers, with a port where it is not 53, the first asked first. None: those of the system.',
    ),
  batchMilliseconds: z
    .int()
    .min(1)
    .max(5_000)
    .default(250)
    .describe('Longest that a batch waits for names. One that comes later is for the events after.'),
  questionMilliseconds: z
    .int()
    .min(10)
    .max(10_000)
    .default(2_000)
    .describe('Longest that a server may take to answer.'),
  concurrency: z.int().min(1).max(1_000).default(50).describe('Questions under way at once.'),
  cacheEntries: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(50_000)
    .describe('Addresses whose name is remembered; the one not asked for longest is forgotten first.'),
  foundSeconds: z.int().min(1).max(604_800).default(3_600).describe('How long a name is remembered.'),
  missingSeconds: z
    .int()
    .min(1)
    .max(604_800)
    .default(300)
    .describe('How long it is remembered that an address has no name.'),
});
export type ReverseDnsOptions = z.infer<typeof reverseDnsOptionsSchema>;
