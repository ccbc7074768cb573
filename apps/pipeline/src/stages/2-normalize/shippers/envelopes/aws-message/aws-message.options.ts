import { z } from 'zod';

/** The service writes them the same way everywhere, so there is nothing to configure. */
export const awsMessageOptionsSchema = z.strictObject({});
export type AwsMessageOptions = z.infer<typeof awsMessageOptionsSchema>;
