import { z } from 'zod';

export const previousAttackerOptionsSchema = z.strictObject({});
export type PreviousAttackerOptions = z.infer<typeof previousAttackerOptionsSchema>;
