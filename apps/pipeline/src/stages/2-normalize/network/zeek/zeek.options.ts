import { z } from 'zod';

/** Zeek's logs name their columns, so there is nothing to configure. */
export const zeekOptionsSchema = z.strictObject({});
export type ZeekOptions = z.infer<typeof zeekOptionsSchema>;
