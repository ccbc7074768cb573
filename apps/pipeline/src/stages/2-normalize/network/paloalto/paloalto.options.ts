import { z } from 'zod';

/** PAN-OS has its columns in a fixed order, so there is nothing to configure. */
export const paloaltoOptionsSchema = z.strictObject({});
export type PaloaltoOptions = z.infer<typeof paloaltoOptionsSchema>;
