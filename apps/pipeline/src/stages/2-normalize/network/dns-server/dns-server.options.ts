import { z } from 'zod';

/** The servers' forms are told apart by program and words, so there is nothing to configure. */
export const dnsServerOptionsSchema = z.strictObject({});
export type DnsServerOptions = z.infer<typeof dnsServerOptionsSchema>;
