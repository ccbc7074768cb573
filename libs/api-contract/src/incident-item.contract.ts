import { z } from 'zod';

import { assigneeSchema } from './alert.contract';
import { phaseSchema } from './incident.contract';
import { givenTimeSchema, lineSchema, optionalLineSchema, timeSchema } from './primitives';

/** Kinds of what belongs to an incident. Their long texts are shared texts, `item/<id>/text`. */
export const ITEM_KINDS = [
  'task',
  'indicator',
  'theory',
  'mitigation',
  'lesson',
  'reference',
  'timeline',
  'veris',
] as const;

export const itemKindSchema = z.enum(ITEM_KINDS);

export type ItemKind = z.infer<typeof itemKindSchema>;

/** What a value is; `auto` finds out. */
export const INDICATOR_TYPES = [
  'ipv4',
  'ipv6',
  'cidr',
  'domain',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'user',
  'host',
  'file_name',
  'file_path',
  'registry_key',
  'mac',
  'asn',
  'cve',
  'user_agent',
  'certificate',
  'bitcoin',
  'other',
] as const;

const indicatorTypeSchema = z.enum(INDICATOR_TYPES);

export type IndicatorType = z.infer<typeof indicatorTypeSchema>;
const account = z.uuid().nullable().default(null);
const checklistSchema = z
  .array(z.strictObject({ id: z.string().min(1).max(36), text: lineSchema(300), isDone: z.boolean() }))
  .max(50);

/** What each kind holds. Every field can be set alone. */
export const itemDataSchemas = {
  task: z.strictObject({
    title: lineSchema(300),
    assigneeId: account,
    dueAt: givenTimeSchema.nullable().default(null),
    phase: phaseSchema.nullable().default(null),
    state: z.enum(['open', 'done', 'dropped']).default('open'),
    checklist: checklistSchema.default([]),
  }),
  indicator: z.strictObject({
    value: lineSchema(2_000),
    type: z
      .union([indicatorTypeSchema, z.literal('auto')])
      .default('auto')
      .describe('An answer never says `auto`.'),
    note: optionalLineSchema(1_000),
    isMalicious: z.boolean().nullable().default(null),
  }),
  theory: z.strictObject({
    title: lineSchema(300),
    state: z.enum(['open', 'confirmed', 'rejected']).default('open'),
    evidenceFor: z.array(lineSchema(300)).max(50).default([]),
    evidenceAgainst: z.array(lineSchema(300)).max(50).default([]),
  }),
  mitigation: z.strictObject({
    title: lineSchema(300),
    state: z.enum(['planned', 'temporary', 'in_place', 'removed']).default('planned'),
    isTemporaryUntil: givenTimeSchema.nullable().default(null),
    assigneeId: account,
  }),
  lesson: z.strictObject({ title: lineSchema(300), whatToDo: optionalLineSchema(2_000), assigneeId: account }),
  reference: z.strictObject({
    title: lineSchema(300),
    url: z.url({ protocol: /^https?$/ }).max(2_000),
  }),
  timeline: z.strictObject({
    at: givenTimeSchema.describe('When it happened, not when it was written down.'),
    title: lineSchema(300),
    about: optionalLineSchema(300).describe('Alert, event or indicator it is from.'),
  }),
  veris: z.strictObject({
    tag: z
      .string()
      .regex(/^[a-z0-9_]+(\.[A-Za-z0-9_ ,()'/&+-]+)+$/, 'must be a path of the VERIS enumeration')
      .max(200)
      .describe('A path of the VERIS enumeration: `action.hacking.variety.Brute force`.'),
  }),
} as const satisfies Record<ItemKind, z.ZodObject>;

const kindOf = <K extends ItemKind>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), data: itemDataSchemas[kind], clientId: z.uuid().optional() });

/** Adds one. The same `clientId` again adds no second, and answers with the first. */
export const addItemSchema = z.discriminatedUnion('kind', [
  kindOf('task'),
  kindOf('indicator'),
  kindOf('theory'),
  kindOf('mitigation'),
  kindOf('lesson'),
  kindOf('reference'),
  kindOf('timeline'),
  kindOf('veris'),
]);

export type AddItem = z.infer<typeof addItemSchema>;

/** One field of it gets another value; a conflict is told as for the incident. Checked against the schema of its kind. */
export const setItemFieldSchema = z.strictObject({ field: z.string().max(32), seen: z.unknown(), value: z.unknown() });

export type SetItemField = z.infer<typeof setItemFieldSchema>;

/** One as it is. `data` follows the schema of its kind. */
export const incidentItemSchema = z.object({
  id: z.uuid(),
  kind: itemKindSchema,
  data: z.record(z.string(), z.unknown()),
  assignee: assigneeSchema.nullable(),
  isAutomatic: z.boolean().describe('Tocsin wrote it: timeline entries of alerts and phases.'),
  createdAt: timeSchema,
  createdBy: assigneeSchema.nullable(),
  updatedAt: timeSchema,
  updatedBy: assigneeSchema.nullable(),
  removedAt: timeSchema.nullable(),
});

export type IncidentItem = z.infer<typeof incidentItemSchema>;

export const incidentItemsSchema = z.object({ items: z.array(incidentItemSchema) });

export type IncidentItems = z.infer<typeof incidentItemsSchema>;
