import { z } from 'zod';

/** The service writes them the same way everywhere, so there is nothing to configure. */
export const gelfOptionsSchema = z.strictObject({});
export type GelfOptions = z.infer<typeof gelfOptionsSchema>;
