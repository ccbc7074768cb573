import { z } from 'zod';

/** Every tag of the VERIS enumeration: a field and one of its values. */
export const verisEnumerationSchema = z.object({
  schemaVersion: z.string(),
  tags: z.array(
    z.object({
      tag: z.string().describe('`action.malware.variety.Ransomware`'),
      label: z.string().describe('What it means.'),
    }),
  ),
});

export type VerisEnumeration = z.infer<typeof verisEnumerationSchema>;

const some = z.array(z.string()).min(1);
const attack = z.strictObject({ variety: some, vector: some, result: some.optional() });
const unknown = z.strictObject({ result: some.optional() });
const span = z.strictObject({ unit: z.string(), value: z.number().optional() });
const lossSchema = z.strictObject({ variety: z.string(), rating: z.string().optional() });

/** An incident as VERIS 1.3 has it. Names, and what has to be there, are those of the VERIS schema. */
export const verisIncidentSchema = z.strictObject({
  schema_version: z.literal('1.3'),
  incident_id: z.string(),
  source_id: z.string(),
  security_incident: z.string(),
  confidence: z.string().optional(),
  targeted: z.string().optional(),
  discovery_method: z.string(),
  cost_corrective_action: z.string().optional(),
  corrective_action: z.string().optional(),
  summary: z.string(),
  reference: z.string().optional(),
  actor: z.strictObject({
    external: z.strictObject({ variety: some, motive: some, country: some }).optional(),
    internal: z.strictObject({ variety: some, motive: some, job_change: some.optional() }).optional(),
    partner: z.strictObject({ motive: some, country: some }).optional(),
    unknown: unknown.optional(),
  }),
  action: z.strictObject({
    environmental: z.strictObject({ variety: some }).optional(),
    error: z.strictObject({ variety: some, vector: some }).optional(),
    hacking: attack.optional(),
    malware: attack.optional(),
    misuse: attack.optional(),
    physical: attack.optional(),
    social: attack.extend({ target: some }).optional(),
    unknown: unknown.optional(),
  }),
  asset: z.strictObject({
    assets: z.array(z.strictObject({ variety: z.string() })).min(1),
    accessibility: z.string().optional(),
    cloud: z.string().optional(),
    country: some.optional(),
    governance: some.optional(),
    hosting: z.string().optional(),
    management: z.string().optional(),
    ownership: z.string().optional(),
  }),
  attribute: z.strictObject({
    availability: z.strictObject({ variety: some, duration: span.optional() }).optional(),
    confidentiality: z
      .strictObject({
        data_disclosure: z.string(),
        data: z
          .array(z.strictObject({ variety: z.string() }))
          .min(1)
          .optional(),
        data_victim: some.optional(),
        state: some.optional(),
      })
      .optional(),
    integrity: z.strictObject({ variety: some }).optional(),
  }),
  impact: z
    .strictObject({
      overall_rating: z.string(),
      iso_currency_code: z.string().optional(),
      loss: z.array(lossSchema).min(1).optional(),
    })
    .optional(),
  victim: z.strictObject({
    country: some,
    employee_count: z.string(),
    industry: z.string().describe('Code of NAICS; `000` is unknown.'),
    revenue: z.strictObject({ iso_currency_code: z.string() }).optional(),
  }),
  timeline: z.strictObject({
    incident: z.strictObject({
      year: z.number().int(),
      month: z.number().int(),
      day: z.number().int(),
      time: z.string().describe('UTC.'),
    }),
    compromise: span.optional(),
    exfiltration: span.optional(),
    discovery: span.optional(),
    containment: span.optional(),
  }),
  ioc: z
    .array(z.strictObject({ indicator: z.string(), comment: z.string().optional() }))
    .min(1)
    .optional(),
  plus: z.record(z.string(), z.unknown()).describe('What VERIS has no place for.'),
});

export type VerisIncident = z.infer<typeof verisIncidentSchema>;
