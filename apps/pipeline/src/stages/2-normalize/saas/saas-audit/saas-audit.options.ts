import { z } from 'zod';

export const saasAuditOptionsSchema = z.strictObject({});
