import { fieldSpec } from '@tocsin/event-model';
import { isDropRule } from '@tocsin/plugin-kit';
import { parseQuery } from '@tocsin/query';
import { RE2JS } from 're2js';
import { z } from 'zod';

/** Ours to say. */
const OWN = /^tocsin\.(?!category$)|^(?:event\.ingested|ecs\.version|details)$/;

const source = z.string().min(1).max(200);
const target = z
  .string()
  .max(200)
  .refine((field) => isTarget(field), {
    error: ({ input }) => `${String(input)} is neither a field of the event model nor one of details.*`,
  });
const pair = (what: string) => z.strictObject({ from: source, to: target }).describe(what);

const actionSchema = z
  .strictObject({
    rename: pair('The value stands under another name.').optional(),
    copy: pair('The value stands under another name as well.').optional(),
    lower: target.optional(),
    upper: target.optional(),
    trim: target.optional(),
    split: z.strictObject({ field: target, separator: z.string().min(1).max(20) }).optional(),
    cast: z
      .strictObject({ field: target, to: z.enum(['text', 'integer', 'number', 'boolean', 'ip', 'date']) })
      .optional(),
    set: z
      .strictObject({ field: target, value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]) })
      .optional(),
    remove: target.refine((field) => field !== 'message' && field !== '@timestamp', 'every event has it').optional(),
    replace: z
      .strictObject({
        field: target,
        pattern: checked(z.string().max(1_000), compilePattern),
        with: z.string().max(1_000),
      })
      .optional(),
    drop: z.literal(true).optional(),
  })
  .refine((action) => Object.keys(action).length === 1, 'a step does one thing');

const ruleSchema = z.strictObject({
  name: z.string().refine(isDropRule, 'a rule is named in lower case: letters, digits, _, . and -, 64 at most'),
  where: checked(z.string().max(4_000), parseQuery)
    .optional()
    .describe('Query that chooses the events; all when absent.'),
  source: z.string().min(1).optional().describe('Only events of this source.'),
  then: z.array(actionSchema).min(1).max(50),
});

export const fixOptionsSchema = z.strictObject({
  rules: z
    .array(ruleSchema)
    .max(200)
    .default([])
    .refine(hasDistinctNames, 'two rules have the same name; their drops could not be told apart')
    .describe('What is done to events that a shipper sends wrongly, rule after rule; see docs/enrichment.md.'),
});
export type FixOptions = z.infer<typeof fixOptionsSchema>;
export type FixRule = FixOptions['rules'][number];
export type FixAction = z.infer<typeof actionSchema>;

function isTarget(field: string): boolean {
  return !OWN.test(field) && (fieldSpec(field) !== undefined || /^details\../.test(field));
}

/** A text that something understands, or what that says is wrong with it. */
function checked(text: z.ZodString, understand: (text: string) => unknown): z.ZodString {
  return text.check((context) => {
    try {
      understand(context.value);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      context.issues.push({ code: 'custom', message, input: context.value });
    }
  });
}

function compilePattern(pattern: string): RE2JS {
  return RE2JS.compile(pattern);
}

function hasDistinctNames(rules: readonly { name: string }[]): boolean {
  return new Set(rules.map(({ name }) => name)).size === rules.length;
}
