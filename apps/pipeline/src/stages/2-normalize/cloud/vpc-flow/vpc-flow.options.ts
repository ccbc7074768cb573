import { z } from 'zod';

export const vpcFlowOptionsSchema = z.strictObject({});
export type VpcFlowOptions = z.infer<typeof vpcFlowOptionsSchema>;
