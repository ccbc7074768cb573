import { z } from 'zod';

import { assigneeSchema } from './alert.contract';
import { incidentNumberSchema } from './incident.contract';
import { lineSchema, optionalLineSchema, timeSchema } from './primitives';

const MAX_DESCRIPTION = 1_000;
const byAtSchema = z.object({ at: timeSchema, by: assigneeSchema.nullable() });

/** The body is the file itself, as `application/octet-stream`. */
export const uploadEvidenceQuerySchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(1_000)
    .describe('Name of the file; folders and what no file name may hold are taken out.'),
  description: optionalLineSchema(MAX_DESCRIPTION),
});

export type UploadEvidenceQuery = z.infer<typeof uploadEvidenceQuerySchema>;

/** A file that was put into an incident. Of one that was removed everything stays but its bytes. */
export const evidenceSchema = z.object({
  id: z.uuid(),
  label: z.string().describe('`E-3`, counted within its incident.'),
  incident: incidentNumberSchema.describe('Which it was put into; another one when that was merged.'),
  name: z.string(),
  description: z.string(),
  bytes: z.number().int(),
  sha256: z.string().describe('Hexadecimal; counted while it arrived.'),
  uploaded: byAtSchema,
  verified: byAtSchema
    .extend({ isWhole: z.boolean().describe('Whether the bytes that are kept still have the hash.') })
    .nullable(),
  removed: byAtSchema.extend({ reason: z.string() }).nullable(),
});

export type Evidence = z.infer<typeof evidenceSchema>;

export const evidenceListSchema = z.object({
  evidence: z.array(evidenceSchema),
  bytes: z.number().int().describe('Of all files that are kept.'),
  mostBytes: z.number().int().describe('That one incident may hold.'),
  mostFileBytes: z.number().int(),
});

export type EvidenceList = z.infer<typeof evidenceListSchema>;

/** What may be done to a file, and is noted down. */
export const custodyActionSchema = z.enum(['upload', 'view', 'download', 'verify', 'describe', 'remove']);

export type CustodyAction = z.infer<typeof custodyActionSchema>;

/** One file with everybody who had to do with it, oldest first. */
export const evidenceDetailSchema = evidenceSchema.extend({
  custody: z.array(
    byAtSchema.extend({
      id: z.string(),
      action: custodyActionSchema,
      detail: z.string().describe('What came of it, or why: `The hash matches.`'),
      address: z.string().nullable().describe('From where.'),
    }),
  ),
});

export type EvidenceDetail = z.infer<typeof evidenceDetailSchema>;

/** Somebody else described it meanwhile: 409 `incident.conflict`. */
export const describeEvidenceSchema = z.strictObject({
  seen: z.string().max(MAX_DESCRIPTION),
  description: optionalLineSchema(MAX_DESCRIPTION),
});

export type DescribeEvidence = z.infer<typeof describeEvidenceSchema>;

/** Its bytes are gone for good; everything else of it stays. */
export const removeEvidenceSchema = z.strictObject({ reason: lineSchema(500) });

export type RemoveEvidence = z.infer<typeof removeEvidenceSchema>;
