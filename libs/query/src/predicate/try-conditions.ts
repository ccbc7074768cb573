import type { ProofCondition, SecurityEvent } from '@tocsin/event-model';

import type { Expr } from '../expr';
import { textReader, valueReader } from '../plan/event-values';
import { compilePredicate } from './compile-predicate';
import { conditionInWords, type ConditionExpr } from './explain';

/** One condition of an expression, and what an event has where it looks. */
export interface TriedCondition extends Omit<ProofCondition, 'seen'> {
  readonly isMet: boolean;
  /** Whether the expression wants it not to be met. */
  readonly isUnwanted: boolean;
  /** Values the event has in the field, at most five; none when it does not have it. */
  readonly seen: readonly string[];
}

/** Every condition of an expression, met or not, for an event. */
export type Trial = (event: Readonly<SecurityEvent>) => readonly TriedCondition[];

const MAX_SEEN = 5;
const MAX_SEEN_LENGTH = 256;
const MAX_CONDITIONS = 100;

/** Why an event matches an expression, or does not: its first hundred conditions, each by itself. */
export function tryConditions(expr: Expr): Trial {
  const tries = leaves(expr, false).slice(0, MAX_CONDITIONS).map(tryOne);
  return (event) => tries.map((trial) => trial(event));
}

interface Leaf {
  readonly condition: ConditionExpr;
  readonly isUnwanted: boolean;
}

function leaves(expr: Expr, isUnwanted: boolean): Leaf[] {
  if (expr.kind === 'and' || expr.kind === 'or') return expr.operands.flatMap((operand) => leaves(operand, isUnwanted));
  if (expr.kind === 'not') return leaves(expr.operand, !isUnwanted);
  return expr.kind === 'constant' ? [] : [{ condition: expr, isUnwanted }];
}

function tryOne({ condition, isUnwanted }: Leaf): (event: Readonly<SecurityEvent>) => TriedCondition {
  const matches = compilePredicate(condition);
  const { field, operator, expected } = conditionInWords(condition);
  const read = condition.kind === 'keyword' ? textReader() : valueReader(field);
  return (event) => {
    const seen: string[] = [];
    read(event, (value) => seen.push(String(value).slice(0, MAX_SEEN_LENGTH)) >= MAX_SEEN);
    return { field, operator, expected, isMet: matches(event), isUnwanted, seen };
  };
}
