import { z } from 'zod';

/** These programs word their messages the same everywhere, so there is nothing to configure. */
export const monitoringOptionsSchema = z.strictObject({});
export type MonitoringOptions = z.infer<typeof monitoringOptionsSchema>;
