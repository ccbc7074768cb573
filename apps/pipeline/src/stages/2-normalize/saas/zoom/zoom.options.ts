import { z } from 'zod';

export const zoomOptionsSchema = z.strictObject({});
