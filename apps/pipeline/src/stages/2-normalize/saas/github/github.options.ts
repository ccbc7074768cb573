import { z } from 'zod';

export const githubOptionsSchema = z.strictObject({});
