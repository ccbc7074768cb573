import { z } from 'zod';

/** The columns are in the header of a file or known by its name, so there is nothing to configure. */
export const zeekTsvOptionsSchema = z.strictObject({});
export type ZeekTsvOptions = z.infer<typeof zeekTsvOptionsSchema>;
