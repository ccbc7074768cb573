import { z } from 'zod';

/** Products are told by their marks and speak in pairs, so there is nothing to configure. */
export const firewallPairsOptionsSchema = z.strictObject({});
export type FirewallPairsOptions = z.infer<typeof firewallPairsOptionsSchema>;
