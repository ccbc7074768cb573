import { z } from 'zod';

/** Windows writes its events the same way everywhere, so there is nothing to configure. */
export const windowsEventOptionsSchema = z.strictObject({});
export type WindowsEventOptions = z.infer<typeof windowsEventOptionsSchema>;
