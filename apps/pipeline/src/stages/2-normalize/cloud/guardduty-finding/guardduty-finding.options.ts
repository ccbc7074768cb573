import { z } from 'zod';

export const guarddutyFindingOptionsSchema = z.strictObject({});
export type GuarddutyFindingOptions = z.infer<typeof guarddutyFindingOptionsSchema>;
