import { any, compileToSql, NotSearchable, type Expr } from '@tocsin/query';

import { fieldName } from '../logsource/field-names';
import type { CorrelationRule, SigmaRule } from '../rules/rule';
import { at, RuleError } from '../rules/rule-error';
import { readHead, ruleFacts } from '../rules/rule-facts';
import type { RuleDocument } from '../yaml/rule-document';
import type { CorrelationNames } from './correlation-names';
import { boundsOf, readBody, type CorrelationBody } from './correlation-schema';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const MAX_TIMESPAN_MS = 7 * 86_400_000;
const MAX_THRESHOLD = 100_000;

/** A correlation and whether the rules it counts also stand for themselves. */
export interface ReadCorrelation {
  readonly rule: CorrelationRule;
  readonly generate: boolean;
}

/** What a correlation may refer to. */
export interface Referable {
  readonly rule: (name: string) => SigmaRule | undefined;
  readonly correlations: CorrelationNames;
}

/** Does the document hold a correlation rather than a detection? */
export function isCorrelation({ data }: RuleDocument): boolean {
  return typeof data === 'object' && data !== null && 'correlation' in data;
}

/**
 * A correlation document as a rule; the rules it names are looked up by id or name. It is read whole before it is said that it
 * cannot be run.
 * @throws {RuleError} when it is none, or cannot be run exactly as written.
 */
export function readCorrelation(document: RuleDocument, referable: Referable): ReadCorrelation {
  const { file, text, data } = document;
  const head = readHead(data);
  return at(['correlation'], () => {
    const body = readBody((data as { readonly correlation: unknown }).correlation);
    const timespan = at(['timespan'], () => timespanMs(body.timespan));
    referable.correlations.refuseCircle(document);
    const rules = body.rules.map((name) => at(['rules'], () => referred(name, referable)));
    const { type, countedField, threshold } = runnable(body);
    const nameOf = (field: string): string => commonFieldName(field, rules);
    const rule: CorrelationRule = {
      facts: ruleFacts(head, [text, ...rules.map(({ facts }) => facts.hash)]),
      name: head.name,
      file,
      text,
      type,
      countedField: countedField === undefined ? undefined : nameOf(countedField),
      rules,
      expr: any(rules.map(({ expr }) => expr)),
      groupBy: body['group-by'].map(nameOf),
      timespanMs: timespan,
      threshold,
    };
    return { rule, generate: body.generate };
  });
}

function referred(name: string, { rule: find, correlations }: Referable): SigmaRule {
  const rule = find(name);
  if (rule === undefined && correlations.has(name))
    throw new RuleError(`${name} is a correlation itself, and chains cannot be run yet.`, 'Count single events.');
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

type Runnable = Pick<CorrelationRule, 'type' | 'countedField' | 'threshold'>;

function runnable(body: CorrelationBody): Runnable {
  const { type, aliases, condition } = body;
  if (type !== 'event_count' && type !== 'value_count')
    throw new RuleError(`Correlations of type ${type} cannot be run yet.`, 'Use event_count or value_count.', ['type']);
  if (Object.keys(aliases).length > 0)
    throw new RuleError('Aliases cannot be run yet.', 'Name a field as our events have it.', ['aliases']);
  if (body['group-by'].length === 0)
    throw new RuleError('Counts without a group cannot be run yet.', 'Name a field in group-by.', ['group-by']);
  return at(['condition'], () => ({ type, countedField: oneField(condition.field), threshold: thresholdOf(body) }));
}

function oneField(fields: readonly string[] | undefined): string | undefined {
  if (fields === undefined || fields.length === 1) return fields?.[0];
  throw new RuleError('Different values of several fields cannot be counted yet.', 'Name one field.', ['field']);
}

function thresholdOf(body: CorrelationBody): number {
  const [first, ...more] = boundsOf(body);
  if (first === undefined || more.length > 0 || (first.operator !== 'gte' && first.operator !== 'gt'))
    throw new RuleError('Only counts with one lower bound can be run.', 'Write one gte or gt.');
  const { operator, value } = first;
  if (!Number.isInteger(value) || value < 0 || value > MAX_THRESHOLD)
    throw new RuleError(`The bound must be a whole number up to ${MAX_THRESHOLD}.`, 'Correct it.', [operator]);
  const threshold = operator === 'gt' ? value + 1 : value;
  if (threshold < 1) throw new RuleError('A bound of 0 is always reached.', 'Raise it.', [operator]);
  return threshold;
}

/** `10m` in milliseconds. */
function timespanMs(text: string): number {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  const span = match ? Number(match[1]) * UNIT_MS[match[2]!]! : 0;
  if (span > 0 && span <= MAX_TIMESPAN_MS) return span;
  throw new RuleError(`"${text}" is no timespan from 1s to 7d.`, 'Write a number and s, m, h or d.');
}
