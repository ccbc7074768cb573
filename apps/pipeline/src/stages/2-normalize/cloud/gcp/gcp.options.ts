import { z } from 'zod';

export const gcpOptionsSchema = z.strictObject({});
