import type { QueueSpec } from '@tocsin/messaging';
import { z } from 'zod';

const MIB = 1024 ** 2;

/** Taps by name. What is in `options` is checked by the type. */
export const tapSettingsSchema = z
  .record(
    z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'a tap is named in lower case: letters, digits, _ and -, 40 at most'),
    z.strictObject({
      type: z.string().describe('Kind of tap: webhook, file.'),
      where: z.string().default('').describe('Query that chooses the events; all when empty.'),
      maxMegabytes: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(256)
        .describe('Most that may wait for the tap; what comes when it is full is not given to it, and counted.'),
      options: z.record(z.string(), z.unknown()).default({}).describe('Options of the type.'),
    }),
  )
  .default({});
export type TapSettings = z.infer<typeof tapSettingsSchema>;

/** The queue in front of a tap. */
export function tapQueue(name: string): string {
  return `taps.${name}`;
}

/** The queues of all taps, for the bus. However often a delivery fails, it waits: the limit is in bytes. */
export function tapQueues(settings: TapSettings): QueueSpec[] {
  return Object.entries(settings).map(([name, { maxMegabytes }]) => ({
    name: tapQueue(name),
    maxBytes: maxMegabytes * MIB,
    maxAttempts: Number.MAX_SAFE_INTEGER,
    retryAfterMs: 1_000,
  }));
}
