import { z } from 'zod';

/** Cisco's devices name their messages themselves, so there is nothing to configure. */
export const ciscoOptionsSchema = z.strictObject({});
export type CiscoOptions = z.infer<typeof ciscoOptionsSchema>;
