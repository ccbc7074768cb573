import { z } from 'zod';

/** PAM's messages are the same everywhere, so there is nothing to configure. */
export const pamOptionsSchema = z.strictObject({});
export type PamOptions = z.infer<typeof pamOptionsSchema>;
