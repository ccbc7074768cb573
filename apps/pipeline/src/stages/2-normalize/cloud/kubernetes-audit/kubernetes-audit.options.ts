import { z } from 'zod';

export const kubernetesAuditOptionsSchema = z.strictObject({});
