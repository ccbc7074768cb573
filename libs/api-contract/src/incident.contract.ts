import { LEVELS } from '@tocsin/event-model';
import { z } from 'zod';

import { alertNumberSchema, alertSummarySchema, assigneeSchema, tagSchema } from './alert.contract';
import {
  cursorSchema,
  givenTimeSchema,
  limitSchema,
  lineSchema,
  nextCursorSchema,
  optionalLineSchema,
  timeSchema,
} from './primitives';

/** How people name an incident: `INC-2026-0042`. The year is that of its making; the number counts within the year. */
export const incidentNumberSchema = z.string().regex(/^INC-\d{4}-\d{4,9}$/, 'must look like INC-2026-0042');

/** In the order an incident goes through them. */
export const PHASES = [
  'identification',
  'containment',
  'eradication',
  'recovery',
  'lessons_learned',
  'closed',
] as const;

export const phaseSchema = z.enum(PHASES);

export type Phase = z.infer<typeof phaseSchema>;

/** An investigation is an incident nobody has confirmed yet. */
export const incidentKindSchema = z.enum(['investigation', 'incident']);

/** What sort of thing happened. Templates of tasks are made for each. */
export const INCIDENT_TYPES = [
  'phishing',
  'malware',
  'ransomware',
  'account_takeover',
  'data_leak',
  'web_attack',
  'insider',
  'lost_device',
  'denial_of_service',
  'misconfiguration',
  'other',
] as const;

export const incidentTypeSchema = z.enum(INCIDENT_TYPES);

export type IncidentType = z.infer<typeof incidentTypeSchema>;

/** Dated by hand or from an alert, in the order they are expected to happen. */
export const MILESTONES = ['occurred', 'detected', 'reported', 'verified', 'mitigated', 'contained', 'closed'] as const;

export const milestoneNameSchema = z.enum(MILESTONES);

export type MilestoneName = z.infer<typeof milestoneNameSchema>;

/** Traffic Light Protocol 2.0: with whom it may be shared. */
export const tlpSchema = z.enum(['red', 'amber_strict', 'amber', 'green', 'clear']);

/** Permissible Actions Protocol: what may be done with what is known. */
export const papSchema = z.enum(['red', 'amber', 'green', 'clear']);

const severitySchema = z.enum(LEVELS);

/** Which incidents a list shows. Restricted ones stand in it for their people only. */
export const incidentListQuerySchema = z.strictObject({
  state: z.enum(['open', 'closed', 'merged', 'all']).default('open'),
  q: optionalLineSchema(200).describe(
    'Text to find in number, title, summary, tags, what belongs to it, and its texts.',
  ),
  kind: incidentKindSchema.optional(),
  phase: phaseSchema.optional(),
  severity: severitySchema.optional(),
  lead: z
    .union([z.enum(['me', 'none']), z.uuid()])
    .optional()
    .describe('Account that leads it; `me`, or `none`.'),
  cursor: cursorSchema.optional(),
  limit: limitSchema(50, 200),
});

export type IncidentListQuery = z.infer<typeof incidentListQuerySchema>;

const milestoneSchema = z.object({
  at: timeSchema,
  source: z.string().describe('`A-18423`, `phase`, or who set it by hand.'),
  setBy: assigneeSchema.nullable(),
});

/** Seconds between two milestones; of one that runs still, until `asOf` of the answer. Null while it cannot be told. */
const measureSchema = z.object({ seconds: z.number(), isRunning: z.boolean() }).nullable();

const countSchema = z.number().int();

/** One row of the list, and the head of the page. */
export const incidentSummarySchema = z.object({
  id: z.uuid(),
  number: incidentNumberSchema,
  kind: incidentKindSchema,
  type: incidentTypeSchema.nullable(),
  title: z.string(),
  severity: severitySchema,
  phase: phaseSchema,
  lead: assigneeSchema.nullable(),
  team: z.array(assigneeSchema),
  tlp: tlpSchema,
  pap: papSchema,
  tags: z.array(z.string()),
  isRestricted: z.boolean(),
  mergedInto: incidentNumberSchema
    .nullable()
    .describe('Which it is part of; null as well for whoever may not see that one.'),
  counts: z.object({
    alerts: countSchema,
    indicators: countSchema,
    tasks: countSchema,
    openTasks: countSchema,
    theories: countSchema,
    mitigations: countSchema,
    lessons: countSchema,
    references: countSchema,
    timeline: countSchema,
    veris: countSchema,
  }),
  createdAt: timeSchema,
  updatedAt: timeSchema,
  phaseSince: timeSchema,
  closedAt: timeSchema.nullable(),
  revision: z.number().int().describe('Grows by one with every change of it or of what belongs to it.'),
});

export type IncidentSummary = z.infer<typeof incidentSummarySchema>;

export const incidentPageSchema = z.object({
  incidents: z.array(incidentSummarySchema),
  total: z.number().int(),
  nextCursor: nextCursorSchema,
  asOf: timeSchema,
});

export type IncidentPage = z.infer<typeof incidentPageSchema>;

/** All of the incident itself; what belongs to it is asked for by kind. */
export const incidentSchema = incidentSummarySchema.extend({
  summary: z.string(),
  contact: z.string().describe('Whom to ask about what it affects.'),
  restrictedTo: z.array(assigneeSchema).describe('Who may see a restricted one; empty otherwise.'),
  milestones: z.partialRecord(milestoneNameSchema, milestoneSchema),
  phases: z
    .array(z.object({ phase: phaseSchema, from: timeSchema, to: timeSchema.nullable(), by: assigneeSchema.nullable() }))
    .describe('As it went, moves back included.'),
  measures: z.object({
    ttd: measureSchema.describe('Detected − occurred.'),
    tta: measureSchema.describe('Reported − detected.'),
    ttc: measureSchema.describe('Contained − detected.'),
    ttr: measureSchema.describe('Closed − detected.'),
  }),
  merged: z.array(incidentNumberSchema).describe('Those that were merged into this one.'),
  createdBy: assigneeSchema.nullable(),
  asOf: timeSchema,
});

export type Incident = z.infer<typeof incidentSchema>;

/** Makes one; from alerts it takes over severity, entities as indicators, times as milestones, and links them. */
export const createIncidentSchema = z.strictObject({
  kind: incidentKindSchema.default('incident'),
  title: lineSchema(300).optional().describe('May be left out when alerts are given: the title of the first.'),
  severity: severitySchema.optional(),
  alerts: z.array(alertNumberSchema).max(500).default([]),
  isRestricted: z.boolean().default(false).describe('To whoever makes it, at first.'),
});

export type CreateIncident = z.infer<typeof createIncidentSchema>;

const accountIdSchema = z.uuid();
const summaryTextSchema = z
  .string()
  .trim()
  .max(4_000)
  .regex(/^[\P{Cc}\n\r\t]*$/u, 'must hold no control characters but line ends and tabs');

function fieldOf<F extends string, V extends z.ZodType>(field: F, value: V) {
  return z.strictObject({
    field: z.literal(field),
    seen: value.describe('What it was when the choice was made.'),
    value,
  });
}

/**
 * One field gets another value. Somebody else changed this same field meanwhile (it is neither `seen` nor `value`): 409
 * `incident.conflict` with what it is, who set it and when. Different fields never meet.
 */
export const setIncidentFieldSchema = z.discriminatedUnion('field', [
  fieldOf('kind', incidentKindSchema),
  fieldOf('type', incidentTypeSchema.nullable()),
  fieldOf('title', lineSchema(300)),
  fieldOf('summary', summaryTextSchema),
  fieldOf('contact', optionalLineSchema(300)),
  fieldOf('severity', severitySchema),
  fieldOf('phase', phaseSchema),
  fieldOf('tlp', tlpSchema),
  fieldOf('pap', papSchema),
  fieldOf('lead', accountIdSchema.nullable()),
]);

export type SetIncidentField = z.infer<typeof setIncidentFieldSchema>;

/** Null takes the milestone away. */
export const setMilestoneSchema = z.strictObject({
  seen: givenTimeSchema.nullable(),
  at: givenTimeSchema.nullable(),
  source: optionalLineSchema(64).describe('Where the time is from: an alert, or by hand when empty.'),
});

export type SetMilestone = z.infer<typeof setMilestoneSchema>;

/** Sets that merge with what others add and remove. */
export const changeTagsSchema = z.strictObject({
  add: z.array(tagSchema).max(20).default([]),
  remove: z.array(tagSchema).max(20).default([]),
});

export type ChangeTags = z.infer<typeof changeTagsSchema>;

export const changePeopleSchema = z.strictObject({
  add: z.array(accountIdSchema).max(50).default([]),
  remove: z.array(accountIdSchema).max(50).default([]),
});

export type ChangePeople = z.infer<typeof changePeopleSchema>;

/** Restricting keeps whoever does it among its people; opening it up shows it to everybody with `incident.read`. */
export const restrictIncidentSchema = changePeopleSchema.extend({ isRestricted: z.boolean() });

export type RestrictIncident = z.infer<typeof restrictIncidentSchema>;

/** It becomes a part of another: what belongs to it shows there too, and it points there. Answers with that other one. */
export const mergeIncidentSchema = z.strictObject({ into: incidentNumberSchema, reason: lineSchema(500) });

export type MergeIncident = z.infer<typeof mergeIncidentSchema>;

/** It stands for itself again, with all that belongs to it. */
export const unmergeIncidentSchema = z.strictObject({ reason: optionalLineSchema(500) });

export type UnmergeIncident = z.infer<typeof unmergeIncidentSchema>;

/** Alerts that belong to it, and no longer do. A copy of what was linked is kept. */
export const changeAlertLinksSchema = z.strictObject({
  add: z.array(alertNumberSchema).max(500).default([]),
  remove: z.array(alertNumberSchema).max(500).default([]),
});

export type ChangeAlertLinks = z.infer<typeof changeAlertLinksSchema>;

export const linkedAlertsSchema = z.object({
  alerts: z.array(alertSummarySchema.extend({ linkedAt: timeSchema, linkedBy: assigneeSchema.nullable() })),
  suggested: z
    .array(z.object({ alert: alertSummarySchema, sharedValue: z.string() }))
    .describe('Open alerts of the last 7 days that share an entity or indicator; at most 10.'),
});

export type LinkedAlerts = z.infer<typeof linkedAlertsSchema>;

/** The incidents an alert belongs to. */
export const alertIncidentsSchema = z.object({
  incidents: z.array(z.object({ number: incidentNumberSchema, title: z.string(), phase: phaseSchema })),
});

export type AlertIncidents = z.infer<typeof alertIncidentsSchema>;

/** One thing somebody did to an incident. */
export const incidentHistoryEntrySchema = z.object({
  id: z.string(),
  at: timeSchema,
  by: assigneeSchema.nullable().describe('Null: Tocsin itself.'),
  action: z.string().describe('`field.severity`, `item.task.add`, `alerts.link`, `merge`, …'),
  subject: z.string().describe('What it was done to, in words: the title of a task, a number.'),
  before: z.unknown(),
  after: z.unknown(),
});

export type IncidentHistoryEntry = z.infer<typeof incidentHistoryEntrySchema>;

export const incidentHistorySchema = z.object({
  entries: z.array(incidentHistoryEntrySchema),
  nextCursor: nextCursorSchema,
});

export type IncidentHistory = z.infer<typeof incidentHistorySchema>;

/** As which kind of file an incident's report is written. */
export const incidentReportQuerySchema = z.strictObject({ format: z.enum(['md', 'html', 'pdf']).default('md') });

export type IncidentReportQuery = z.infer<typeof incidentReportQuerySchema>;
