import { z } from 'zod';

import { RuleError } from '../rules/rule-error';

/** What Sigma 2.1 can ask of several hits. */
const CORRELATION_TYPES = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
] as const;

const OPERATORS = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;
type BoundOperator = (typeof OPERATORS)[number];

const names = z.union([z.string().transform((name) => [name]), z.array(z.string()).min(1).max(100)]);
const bound = z.number().optional();
const conditionSchema = z.strictObject({
  field: names.optional(),
  percentile: z.number().min(0).max(100).optional(),
  ...(Object.fromEntries(OPERATORS.map((operator) => [operator, bound])) as Record<BoundOperator, typeof bound>),
});
const correlationSchema = z.strictObject({
  type: z.enum(CORRELATION_TYPES),
  rules: names,
  'group-by': names.default([]),
  timespan: z.string(),
  aliases: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  condition: conditionSchema.default({}),
  generate: z.boolean().default(false),
});

/** The body of a correlation, whatever its type. */
export type CorrelationBody = z.infer<typeof correlationSchema>;

/** One bound of a count or a value. */
interface Bound {
  readonly operator: BoundOperator;
  readonly value: number;
}

/** @throws {RuleError} when it is none that Sigma has. */
export function readBody(data: unknown): CorrelationBody {
  const result = correlationSchema.safeParse(data);
  if (!result.success) throw shapeError(result.error.issues[0]!);
  refuseContradictions(result.data);
  return result.data;
}

export function boundsOf({ condition }: CorrelationBody): Bound[] {
  return OPERATORS.flatMap((operator) => {
    const value = condition[operator];
    return value === undefined ? [] : [{ operator, value }];
  });
}

function shapeError({ path, message }: z.core.$ZodIssue): RuleError {
  const place = path.filter((key) => typeof key !== 'symbol');
  return new RuleError(`correlation.${place.join('.')} is not as Sigma has it: ${message}.`, 'Correct it.', place);
}

function refuseContradictions(body: CorrelationBody): void {
  const { type, condition, rules, aliases } = body;
  const isTemporal = type === 'temporal' || type === 'temporal_ordered';
  if (!isTemporal && boundsOf(body).length === 0)
    throw new RuleError(`${type} needs a bound.`, 'Write a condition such as { gte: 10 }.', ['condition']);
  if (type.startsWith('value_') !== (condition.field !== undefined))
    throw new RuleError('Only value_… needs a field to look at, and needs one.', 'Correct it.', ['condition']);
  if (condition.percentile !== undefined && type !== 'value_percentile')
    throw new RuleError('Only value_percentile has a percentile.', 'Remove it.', ['condition', 'percentile']);
  for (const [alias, fields] of Object.entries(aliases)) {
    const stranger = Object.keys(fields).find((rule) => !rules.includes(rule));
    if (stranger === undefined) continue;
    throw new RuleError(`The alias ${alias} is for ${stranger}, which is not counted.`, 'Name a rule of the list.', [
      'aliases',
      alias,
    ]);
  }
}
