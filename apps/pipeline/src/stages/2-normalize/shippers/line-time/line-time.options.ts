import { z } from 'zod';

/** The forms of times are the same everywhere; the zone of those that name none is that of the source. */
export const lineTimeOptionsSchema = z.strictObject({});
export type LineTimeOptions = z.infer<typeof lineTimeOptionsSchema>;
