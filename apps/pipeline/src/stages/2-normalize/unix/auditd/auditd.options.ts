import { z } from 'zod';

/** The kernel's records are the same everywhere, so there is nothing to configure. */
export const auditdOptionsSchema = z.strictObject({});
export type AuditdOptions = z.infer<typeof auditdOptionsSchema>;
