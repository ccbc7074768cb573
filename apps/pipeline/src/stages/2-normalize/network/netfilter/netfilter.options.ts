import { z } from 'zod';

/** The kernel's packet log has one form; what a prefix means is read from its words. */
export const netfilterOptionsSchema = z.strictObject({});
export type NetfilterOptions = z.infer<typeof netfilterOptionsSchema>;
