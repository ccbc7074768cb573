import { any, compileToSql, NotSearchable, type Expr } from '@tocsin/query';
import { z } from 'zod';

import { fieldName } from '../logsource/field-names';
import type { CorrelationRule, SigmaRule } from '../rules/rule';
import { at, RuleError } from '../rules/rule-error';
import { readHead, ruleFacts } from '../rules/rule-facts';
import type { RuleDocument } from '../yaml/rule-document';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const MAX_TIMESPAN_MS = 7 * 86_400_000;
const MAX_THRESHOLD = 100_000;

const names = z.union([z.string().transform((name) => [name]), z.array(z.string()).min(1).max(100)]);
const correlationSchema = z.strictObject({
  type: z.string(),
  rules: names,
  'group-by': names,
  timespan: z.string(),
  condition: z.record(z.string(), z.unknown()).default({}),
  generate: z.boolean().default(false),
});
type Correlation = z.infer<typeof correlationSchema>;

/** A correlation and whether the rules it counts also stand for themselves. */
export interface ReadCorrelation {
  readonly rule: CorrelationRule;
  readonly generate: boolean;
}

/** Does the document hold a correlation rather than a detection? */
export function isCorrelation({ data }: RuleDocument): boolean {
  return typeof data === 'object' && data !== null && 'correlation' in data;
}

/**
 * A correlation document as a rule; the rules it names are looked up by id or name.
 * @throws {RuleError} when it cannot be run exactly as written.
 */
export function readCorrelation(
  { file, text, data }: RuleDocument,
  find: (name: string) => SigmaRule | undefined,
): ReadCorrelation {
  const head = readHead(data);
  return at(['correlation'], () => {
    const body = readBody((data as { readonly correlation: unknown }).correlation);
    const rules = body.rules.map((name) => at(['rules'], () => referred(name, find)));
    const nameOf = (field: string): string => commonFieldName(field, rules);
    const condition = at(['condition'], () => readCondition(body.type, body.condition));
    const rule: CorrelationRule = {
      facts: ruleFacts(head, [text, ...rules.map(({ facts }) => facts.hash)]),
      name: head.name,
      file,
      text,
      type: body.type,
      countedField: condition.field === undefined ? undefined : nameOf(condition.field),
      rules,
      expr: any(rules.map(({ expr }) => expr)),
      groupBy: body['group-by'].map(nameOf),
      timespanMs: at(['timespan'], () => timespanMs(body.timespan)),
      threshold: condition.threshold,
    };
    return { rule, generate: body.generate };
  });
}

function readBody(data: unknown): Correlation & { type: CorrelationRule['type'] } {
  const result = correlationSchema.safeParse(data);
  if (!result.success) {
    const { path, message } = result.error.issues[0]!;
    const place = path.filter((key) => typeof key !== 'symbol');
    throw new RuleError(`correlation.${place.join('.')} is not as Sigma has it: ${message}.`, 'Correct it.', place);
  }
  const { type } = result.data;
  if (type === 'event_count' || type === 'value_count') return { ...result.data, type };
  throw new RuleError(`Correlations of type ${type} cannot be run yet.`, 'Use event_count or value_count.', ['type']);
}

function referred(name: string, find: (name: string) => SigmaRule | undefined): SigmaRule {
  const rule = find(name);
  if (rule === undefined)
    throw new RuleError(`No rule of this folder has the id or name ${name}.`, 'Put the rule beside the correlation.');
  const problem = storeProblem(rule.expr);
  if (problem === undefined) return rule;
  throw new RuleError(`The rule ${name} cannot be counted: ${problem}`, 'Count a rule that compares with values.');
}

/** Hits are counted in the store; a rule may ask what no store can answer. */
function storeProblem(expr: Expr): string | undefined {
  try {
    compileToSql(expr, []);
    return undefined;
  } catch (error) {
    if (error instanceof NotSearchable) return error.message;
    throw error;
  }
}

/** A field means the same in every rule counted, or its count would mean nothing. */
function commonFieldName(field: string, rules: readonly SigmaRule[]): string {
  const meanings = [...new Set(rules.map(({ logsource }) => fieldName(field, logsource)))];
  if (meanings.length === 1) return meanings[0]!;
  throw new RuleError(
    `${field} means ${meanings.join(' and ')} in the rules counted.`,
    'Name the field as our events have it.',
  );
}

function readCondition(
  type: CorrelationRule['type'],
  { field, ...bounds }: Readonly<Record<string, unknown>>,
): { field: string | undefined; threshold: number } {
  const [[operator, limit] = [], ...more] = Object.entries(bounds);
  if ((operator !== 'gte' && operator !== 'gt') || more.length > 0)
    throw new RuleError('Only counts with one lower bound can be run.', 'Write one gte or gt.');
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 0 || limit > MAX_THRESHOLD)
    throw new RuleError(`The bound must be a whole number up to ${MAX_THRESHOLD}.`, 'Correct it.', [operator]);
  if ((type === 'value_count') !== (typeof field === 'string'))
    throw new RuleError('value_count needs one field to count, event_count none.', 'Correct the condition.');
  const threshold = operator === 'gt' ? limit + 1 : limit;
  if (threshold < 1) throw new RuleError('A bound of 0 is always reached.', 'Raise it.', [operator]);
  return { field: typeof field === 'string' ? field : undefined, threshold };
}

/** `10m` in milliseconds. */
function timespanMs(text: string): number {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  const span = match ? Number(match[1]) * UNIT_MS[match[2]!]! : 0;
  if (span > 0 && span <= MAX_TIMESPAN_MS) return span;
  throw new RuleError(`${text} is no timespan from 1s to 7d.`, 'Write a number and s, m, h or d.');
}
