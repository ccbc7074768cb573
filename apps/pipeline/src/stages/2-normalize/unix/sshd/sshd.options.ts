import { z } from 'zod';

/** OpenSSH's messages are the same everywhere, so there is nothing to configure. */
export const sshdOptionsSchema = z.strictObject({});
export type SshdOptions = z.infer<typeof sshdOptionsSchema>;
