import { z } from 'zod';

export const awsOptionsSchema = z.strictObject({});
