import { fieldSpec, type FieldType } from '@tocsin/event-model';

import { InvalidExpression } from '../errors';
import type { Expr, Scalar } from '../expr';
import { parseAddress, parseNetwork, type Network } from '../text/address';
import {
  anywhere,
  containing,
  endingWith,
  exactly,
  literalOf,
  parseWildcards,
  startingWith,
  type TextPattern,
} from '../text/text-pattern';
import { momentOf, numberOf } from './number-of';
import { joinAlternatives } from './join-alternatives';
import type { NumberCondition, Plan } from './plan';

type Compare = Extract<Expr, { kind: 'compare' }>;

const NEVER: Plan = { kind: 'constant', value: false };

/**
 * Decides what each condition compares.
 * @throws {InvalidExpression} when a condition can mean nothing: an unreadable network, a limit of the wrong kind.
 */
export function makePlan(expr: Expr): Plan {
  switch (expr.kind) {
    case 'and':
      return { kind: 'and', operands: expr.operands.map(makePlan) };
    case 'or':
      return { kind: 'or', operands: joinAlternatives(expr.operands.map(makePlan)) };
    case 'not':
      return { kind: 'not', operand: makePlan(expr.operand) };
    case 'constant':
    case 'exists':
    case 'regex':
    case 'holds':
    case 'calendar':
      return expr;
    case 'equals':
      return expr.value === null ? absent(expr.field) : planValues(expr.field, [expr.value], expr.cased);
    case 'in':
      return planValues(expr.field, expr.values, expr.cased);
    case 'contains':
    case 'starts':
    case 'ends':
      return planPattern(expr.field, SHAPES[expr.kind](expr.value), expr.cased);
    case 'wildcard':
      return planPattern(expr.field, parseWildcards(expr.pattern), expr.cased);
    case 'cidr':
      return planNetwork(expr.field, expr.network);
    case 'compare':
      return planCompare(expr);
    case 'keyword':
      return planKeyword(expr.pattern);
  }
}

const SHAPES = { contains: containing, starts: startingWith, ends: endingWith } as const;

function typeOf(field: string): FieldType {
  return fieldSpec(field)?.type ?? 'keyword';
}

function absent(field: string): Plan {
  return { kind: 'not', operand: { kind: 'exists', field } };
}

/** A value the field's type cannot hold is met by nothing; it is no error, for rules are written for many shippers. */
function planValues(field: string, values: readonly Scalar[], cased: boolean): Plan {
  switch (typeOf(field)) {
    case 'ip':
      return addressPlan(field, defined(values.map((value) => parseAddress(String(value)))));
    case 'long':
    case 'double':
      return equalsPlan('number', field, defined(values.map(numberOf)));
    case 'date':
      return equalsPlan('moment', field, defined(values.map(momentOf)));
    case 'geo_point':
      return NEVER;
    case 'keyword':
    case 'text':
    case 'boolean':
    case 'flattened':
      return textPlan(
        field,
        values.map((value) => exactly(String(value))),
        cased,
      );
  }
}

function planPattern(field: string, pattern: TextPattern, cased: boolean): Plan {
  const literal = literalOf(pattern);
  if (literal !== undefined) return planValues(field, [literal], cased);
  const type = typeOf(field);
  if (type === 'geo_point') return NEVER;
  const network = type === 'ip' ? octetNetwork(pattern) : undefined;
  return network ? addressPlan(field, [network]) : textPlan(field, [pattern], cased);
}

/** `10.1.*` on an address is the network it looks like. */
function octetNetwork(pattern: TextPattern): Network | undefined {
  const [first, second] = pattern;
  if (pattern.length !== 2 || first!.kind !== 'text' || second!.kind !== 'any') return undefined;
  const octets = first!.text.split('.');
  if (octets.pop() !== '' || octets.length === 0 || octets.length > 3) return undefined;
  return parseNetwork(`${[...octets, '0', '0', '0'].slice(0, 4).join('.')}/${octets.length * 8}`);
}

function planNetwork(field: string, text: string): Plan {
  const network = parseNetwork(text);
  if (!network) throw new InvalidExpression(field, `${text} is no network; write it as 10.0.0.0/8 or fe80::/10.`);
  return addressPlan(field, [network]);
}

function planCompare({ field, operator, value }: Compare): Plan {
  const type = typeOf(field);
  if (type === 'ip' || type === 'geo_point')
    throw new InvalidExpression(field, `an address or a place is neither less nor more than ${value}.`);
  const moment = type === 'date';
  const limit = moment ? momentOf(value) : numberOf(value);
  if (limit === undefined)
    throw new InvalidExpression(
      field,
      `${value} is no ${moment ? 'date; write it as 2026-11-24T08:00:00Z' : 'number'}.`,
    );
  return { kind: moment ? 'moment' : 'number', field, operator, limits: [limit] };
}

function planKeyword(text: string): Plan {
  const pattern = parseWildcards(text);
  const literal = literalOf(pattern);
  const address = literal === undefined ? undefined : parseAddress(literal);
  return { kind: 'keyword', patterns: [anywhere(pattern)], addresses: address ? [address] : [] };
}

function textPlan(field: string, patterns: readonly TextPattern[], cased: boolean): Plan {
  return patterns.length === 0 ? NEVER : { kind: 'text', field, patterns, cased };
}

function addressPlan(field: string, networks: readonly Network[]): Plan {
  return networks.length === 0 ? NEVER : { kind: 'address', field, networks };
}

function equalsPlan(kind: NumberCondition['kind'], field: string, limits: readonly number[]): Plan {
  return limits.length === 0 ? NEVER : { kind, field, operator: '=', limits };
}

function defined<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
