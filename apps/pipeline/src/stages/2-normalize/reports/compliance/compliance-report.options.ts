import { z } from 'zod';

/** A report says what it is, so there is nothing to configure. */
export const complianceReportOptionsSchema = z.strictObject({});
export type ComplianceReportOptions = z.infer<typeof complianceReportOptionsSchema>;
