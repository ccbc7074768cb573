import { z } from 'zod';

/** Junos names its columns itself or has them in a fixed order, so there is nothing to configure. */
export const junosFlowOptionsSchema = z.strictObject({});
export type JunosFlowOptions = z.infer<typeof junosFlowOptionsSchema>;
