import { LEVELS } from '@tocsin/event-model';
import { z } from 'zod';

import { ruleFactsSchema } from './alert.contract';
import { cursorSchema, limitSchema, nextCursorSchema, timeSchema } from './primitives';

const MAX_TEXT = 200_000;
const MAX_TRIED_EVENTS = 100;

export const ruleIdSchema = z.string().min(1).max(256);
const stateSchema = z
  .enum(['enabled', 'shadow', 'disabled'])
  .describe('A rule in the shadow is counted and raises nothing.');
const kindSchema = z.enum(['detection', 'correlation', 'filter']);
const textSchema = z.string().min(1).max(MAX_TEXT).describe('One document of Sigma, YAML.');
const versionSchema = z.number().int().min(1).describe('Of the rule as it was seen; another one is a conflict.');

/** Which rules. All that is given must hold. */
export const ruleListQuerySchema = z.strictObject({
  q: z.string().trim().min(1).max(256).optional().describe('Part of the title, id or a tag.'),
  state: stateSchema.optional(),
  kind: kindSchema.optional(),
  level: z.enum(LEVELS).optional(),
  set: z.string().min(1).max(64).optional().describe('Name of a folder; "here": written here.'),
  cursor: cursorSchema.optional(),
  limit: limitSchema(100, 500),
});
export type RuleListQuery = z.infer<typeof ruleListQuerySchema>;

/** A rule of a list. */
export const ruleSummarySchema = z.object({
  id: z.string(),
  kind: kindSchema,
  title: z.string(),
  level: z.enum(LEVELS),
  tags: z.array(z.string()).readonly(),
  logsource: z.record(z.string(), z.string()),
  state: stateSchema,
  set: z.string().nullable().describe('Folder it comes from; null: it was written here.'),
  file: z.string().describe('Path in that folder.'),
  isEdited: z.boolean().describe('Whether it is another text here than in its folder.'),
  matches: z.number().int().describe('Events or bursts it matched so far. What is delivered twice counts twice.'),
  shadowMatches: z.number().int().describe('Of them, those that raised nothing.'),
  lastMatchAt: timeSchema.nullable(),
  version: z.number().int(),
  updatedAt: timeSchema,
});
export type RuleSummary = z.infer<typeof ruleSummarySchema>;

/** By id. */
export const rulePageSchema = z.object({
  rules: z.array(ruleSummarySchema),
  total: z.number().int(),
  nextCursor: nextCursorSchema,
});
export type RulePage = z.infer<typeof rulePageSchema>;

/** What came of each rule that raised alerts in the last 90 days. */
export const ruleRecordsSchema = z.object({
  asOf: timeSchema,
  records: z.array(
    z.object({
      ruleId: z.string(),
      week: z.number().int().describe('Alerts in the last 7 days.'),
      judged: z.number().int().describe('Alerts that people resolved as true, false or benign.'),
      truePositive: z.number().int().describe('Of them, the true ones.'),
      lastAlertAt: timeSchema,
    }),
  ),
});
export type RuleRecords = z.infer<typeof ruleRecordsSchema>;

/** A rule, whole. */
export const ruleSchema = ruleSummarySchema.extend({
  facts: ruleFactsSchema,
  text: z.string(),
  folderText: z.string().nullable().describe('What the folder has, when it is another text.'),
  updatedBy: z.string().nullable().describe('Who changed it last; null: the folder did.'),
});
export type Rule = z.infer<typeof ruleSchema>;

/** Writes a rule here. */
export const createRuleSchema = z.strictObject({ text: textSchema, state: stateSchema.default('enabled') });
export type CreateRule = z.infer<typeof createRuleSchema>;

/** Changes text, state or both. The id stays. */
export const updateRuleSchema = z
  .strictObject({ text: textSchema.optional(), state: stateSchema.optional(), version: versionSchema })
  .refine(({ text, state }) => text !== undefined || state !== undefined, 'give text or state');
export type UpdateRule = z.infer<typeof updateRuleSchema>;

/** How a rule was. */
export const ruleVersionSchema = z.object({
  version: z.number().int(),
  state: stateSchema,
  isRemoved: z.boolean(),
  text: z.string(),
  changedAt: timeSchema,
  changedBy: z.string().nullable().describe('Null: the folder changed.'),
  diff: z.string().describe('Against the version before, as a unified diff; empty when the text is the same.'),
});

/** Newest first. */
export const ruleVersionListSchema = z.object({ versions: z.array(ruleVersionSchema) });
export type RuleVersionList = z.infer<typeof ruleVersionListSchema>;

const refusalSchema = z.object({
  file: z.string(),
  line: z.number().int(),
  rule: z.string().nullable(),
  reason: z.string(),
  advice: z.string(),
});

/** The folders rules come from. */
export const ruleSetListSchema = z.object({
  sets: z.array(
    z.object({
      name: z.string(),
      folder: z.string(),
      rules: z.number().int(),
      refused: z.array(refusalSchema).describe('Documents that cannot be run as they are written.'),
      trouble: z.string().describe('Why the folder could not be read the last time; empty when it could.'),
      importedAt: timeSchema.nullable(),
    }),
  ),
});
export type RuleSetList = z.infer<typeof ruleSetListSchema>;

/** Asks what documents would be. */
export const validateRuleSchema = z.strictObject({
  text: textSchema.describe('One or more documents of Sigma, YAML.'),
});
export type ValidateRule = z.infer<typeof validateRuleSchema>;

export const ruleValidationSchema = z.object({
  isValid: z.boolean(),
  documents: z.array(
    z.object({
      id: z.string(),
      kind: kindSchema,
      title: z.string(),
      level: z.enum(LEVELS),
      logsource: z.record(z.string(), z.string()),
    }),
  ),
  refused: z.array(refusalSchema.omit({ file: true })),
});
export type RuleValidation = z.infer<typeof ruleValidationSchema>;

/** A rule and events to try it on: as stored, or as `simulate` prints them. */
export const testRuleSchema = z
  .strictObject({
    text: textSchema.optional(),
    id: ruleIdSchema.optional().describe('Of a rule that is here, instead of a text.'),
    events: z.array(z.record(z.string(), z.unknown())).min(1).max(MAX_TRIED_EVENTS),
  })
  .refine(({ text, id }) => (text === undefined) !== (id === undefined), 'give either text or id');
export type TestRule = z.infer<typeof testRuleSchema>;

const triedConditionSchema = z.object({
  field: z.string().describe('Empty: anywhere in the event.'),
  operator: z.string(),
  expected: z.string(),
  seen: z.array(z.string()).readonly().describe('What the event has there, at most five values.'),
  isMet: z.boolean(),
  isUnwanted: z.boolean().describe('Whether it must not be met.'),
});

/** For each event: whether it matches, and why or why not. */
export const ruleTestSchema = z.object({
  results: z.array(
    z.object({
      matches: z.boolean(),
      isOfLogSource: z.boolean().describe('Whether it is one of the events the log source means.'),
      selections: z.array(
        z.object({ name: z.string(), matches: z.boolean(), conditions: z.array(triedConditionSchema).readonly() }),
      ),
    }),
  ),
});
export type RuleTest = z.infer<typeof ruleTestSchema>;
