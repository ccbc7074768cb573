import { z } from 'zod';

const SHORTEST_KEY = 32;

/** The section `access` of the configuration. */
export const accessOptionsSchema = z.strictObject({
  secretKey: z
    .string()
    .trim()
    .min(SHORTEST_KEY)
    .optional()
    .describe(
      'Key that secrets of second factors are kept with: 32 random characters or more, the same for every instance. `./tocsin up` makes one. Without it no authenticator app can be set up.',
    ),
});
