import { fieldSpec, FIELDS, type SecurityEvent } from '@tocsin/event-model';

import type { Expr, Scalar } from '../expr';
import { textReader, valueReader } from '../plan/event-values';
import { makePlan } from '../plan/make-plan';
import { momentOf, numberOf } from '../plan/number-of';
import {
  isCondition,
  type AddressCondition,
  type CalendarCondition,
  type Condition,
  type HoldsCondition,
  type KeywordCondition,
  type NumberCondition,
  type Plan,
} from '../plan/plan';
import { compileRegex } from '../regex/compile-regex';
import { isInside } from '../text/address';
import { foldCase } from '../text/fold-case';
import { UNITS } from './calendar';
import { textTest } from './text-matcher';

export type Predicate = (event: Readonly<SecurityEvent>) => boolean;

/**
 * The expression as a function of an event. Never throws on an event, whatever it holds.
 * @throws {InvalidExpression} at once, when a pattern or a limit cannot be used.
 */
export function compilePredicate(expr: Expr): Predicate {
  return compilePlan(makePlan(expr));
}

/** The same for a plan that is made already. */
export function compilePlan(plan: Plan): Predicate {
  if (isCondition(plan)) return conditionPredicate(plan);
  switch (plan.kind) {
    case 'and':
      return every(plan.operands.map(compilePlan));
    case 'or':
      return some(plan.operands.map(compilePlan));
    case 'not': {
      const operand = compilePlan(plan.operand);
      return (event) => !operand(event);
    }
    case 'constant':
      return () => plan.value;
  }
}

function every(predicates: readonly Predicate[]): Predicate {
  if (predicates.length === 1) return predicates[0]!;
  return (event) => {
    for (const predicate of predicates) if (!predicate(event)) return false;
    return true;
  };
}

function some(predicates: readonly Predicate[]): Predicate {
  if (predicates.length === 1) return predicates[0]!;
  return (event) => {
    for (const predicate of predicates) if (predicate(event)) return true;
    return false;
  };
}

function conditionPredicate(condition: Condition): Predicate {
  switch (condition.kind) {
    case 'exists':
      return existsPredicate(condition.field);
    case 'text': {
      const test = textTest(condition.patterns, condition.cased);
      return textPredicate(condition.field, test);
    }
    case 'regex':
      return textPredicate(condition.field, compileRegex(condition.field, condition.pattern, condition.flags));
    case 'address':
      return addressPredicate(condition);
    case 'number':
    case 'moment':
      return numberPredicate(condition);
    case 'keyword':
      return keywordPredicate(condition);
    case 'holds':
      return holdsPredicate(condition);
    case 'calendar':
      return calendarPredicate(condition);
  }
}

/** A place is an object, and there all the same. */
function existsPredicate(field: string): Predicate {
  if (fieldSpec(field)?.type === 'geo_point') return (event) => (event[field] ?? null) !== null;
  const read = valueReader(field);
  return (event) => read(event, () => true);
}

function textPredicate(field: string, test: (text: string) => boolean): Predicate {
  const read = valueReader(field);
  return (event) => read(event, (value) => test(typeof value === 'string' ? value : String(value)));
}

function addressPredicate({ field, networks }: AddressCondition): Predicate {
  const read = valueReader(field);
  const test = (text: string): boolean => networks.some((network) => isInside(text, network));
  return (event) => read(event, (value) => typeof value === 'string' && test(value));
}

const COMPARE = {
  '=': (value: number, limit: number) => value === limit,
  '<': (value: number, limit: number) => value < limit,
  '<=': (value: number, limit: number) => value <= limit,
  '>': (value: number, limit: number) => value > limit,
  '>=': (value: number, limit: number) => value >= limit,
} as const;

function numberPredicate({ kind, field, operator, limits }: NumberCondition): Predicate {
  const read = valueReader(field);
  const parse = kind === 'moment' ? momentOf : numberOf;
  const compare = COMPARE[operator];
  return (event) =>
    read(event, (value) => {
      const number = parse(value);
      return number !== undefined && limits.some((limit) => compare(number, limit));
    });
}

const ADDRESS_FIELDS = FIELDS.filter((field) => field.type === 'ip').map((field) => field.name);

function keywordPredicate({ patterns, addresses }: KeywordCondition): Predicate {
  const read = textReader();
  const test = textTest(patterns, false);
  const inText: Predicate = (event) => read(event, (value) => test(String(value)));
  if (addresses.length === 0) return inText;
  const inAddresses = ADDRESS_FIELDS.map((field) => addressPredicate({ kind: 'address', field, networks: addresses }));
  return some([inText, ...inAddresses]);
}

const HOLDS = {
  whole: (text: string, part: string) => text === part,
  contains: (text: string, part: string) => text.includes(part),
  starts: (text: string, part: string) => text.startsWith(part),
  ends: (text: string, part: string) => text.endsWith(part),
} as const;

function holdsPredicate({ field, other, position, cased }: HoldsCondition): Predicate {
  const [readField, readOther] = [valueReader(field), valueReader(other)];
  const textOf = (value: Scalar): string => (cased ? String(value) : foldCase(String(value)));
  const holds = HOLDS[position];
  return (event) =>
    readField(event, (value) => {
      const text = textOf(value);
      return readOther(event, (part) => holds(text, textOf(part)));
    });
}

function calendarPredicate({ field, unit, operator, value: limit }: CalendarCondition): Predicate {
  const read = valueReader(field);
  const [unitOf, compare] = [UNITS[unit], COMPARE[operator]];
  return (event) =>
    read(event, (value) => {
      const moment = momentOf(value);
      return moment !== undefined && compare(unitOf(moment), limit);
    });
}
