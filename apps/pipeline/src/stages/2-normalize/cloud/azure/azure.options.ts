import { z } from 'zod';

export const azureOptionsSchema = z.strictObject({});
