import { fieldSpec } from '@tocsin/event-model';

import { like } from '../build';
import type { Expr } from '../expr';
import { numberOf } from '../plan/number-of';
import { escapeWildcards, literalOf, parseWildcards } from '../text/text-pattern';
import { parseDate, parseDateLimit, type Operator } from './parse-date';
import { QuerySyntaxError } from './query-syntax-error';
import type { Token } from './token';

const NETWORK = /^[\da-f:.]+\/\d{1,3}$/i;
/** A limit where a value is expected, as in `field:(>=400 AND <500)`. */
const LIMIT = /^([<>]=?)(.+)$/s;

/** `field:value`, where the value is one token. */
export function parseValue(field: string, token: Token, now: Date): Expr {
  if (token.kind === 'regex') return { kind: 'regex', field, pattern: token.text, flags: token.suffix };
  if (token.kind === 'phrase') return literalExpr(field, token, now);
  const [, operator, text] = LIMIT.exec(token.text) ?? [];
  if (operator && text)
    return parseComparison(
      field,
      operator as Operator,
      { ...token, text, position: token.position + operator.length },
      now,
    );
  if (/^\*+$/.test(token.text)) return { kind: 'exists', field };
  const literal = literalOf(parseWildcards(token.text));
  return literal === undefined ? wildcardExpr(field, token) : literalExpr(field, { ...token, text: literal }, now);
}

/** `field>=value`, where the value is one token. */
export function parseComparison(field: string, operator: Operator, token: Token, now: Date): Expr {
  const type = fieldSpec(field)?.type;
  if (type === 'geo_point' || type === 'ip') throw new QuerySyntaxError(token.position, noComparison(field, type));
  if (type === 'date') return parseDateLimit(field, operator, token, now);
  const value = numberOf(token.text);
  if (value !== undefined) return { kind: 'compare', field, operator, value };
  const isNumber = type === 'long' || type === 'double';
  throw new QuerySyntaxError(token.position, isNumber ? 'a number' : 'a number, for texts have no order');
}

function noComparison(field: string, type: 'geo_point' | 'ip'): string {
  return type === 'ip'
    ? `no comparison on ${field}; use ${field}:[10.0.0.1 TO 10.0.0.9] or a network`
    : `no comparison on ${field}, which has no order`;
}

/** A word that names no field: somewhere in the texts of the event. */
export function parseFreeWord(token: Token): Expr {
  return { kind: 'keyword', pattern: token.kind === 'phrase' ? escapeWildcards(token.text) : token.text };
}

function literalExpr(field: string, token: Token, now: Date): Expr {
  const { text: value, position } = token;
  switch (fieldSpec(field)?.type) {
    case 'ip':
      return addressExpr(field, value, position);
    case 'date':
      return parseDate(field, token, now);
    case 'long':
    case 'double':
      if (numberOf(value) === undefined) throw new QuerySyntaxError(position, `a number, for ${field} is one`);
      return { kind: 'equals', field, value, cased: false };
    case 'text':
      return { kind: 'contains', field, value, cased: false };
    case 'keyword':
    case 'boolean':
    case 'flattened':
    case 'geo_point':
    case undefined:
      return { kind: 'equals', field, value, cased: false };
  }
}

function addressExpr(field: string, value: string, position: number): Expr {
  if (NETWORK.test(value)) return { kind: 'cidr', field, network: value };
  if (!/^[\da-f:.]+$/i.test(value)) throw new QuerySyntaxError(position, 'an address or a network such as 10.0.0.0/8');
  return { kind: 'equals', field, value, cased: false };
}

function wildcardExpr(field: string, token: Token): Expr {
  const type = fieldSpec(field)?.type;
  if (type === 'long' || type === 'double' || type === 'date')
    throw new QuerySyntaxError(token.position, `a whole value or a comparison, for ${field} is no text`);
  if (type === 'ip' && !/^(?:\d{1,3}\.){1,3}\*$/.test(token.text))
    throw new QuerySyntaxError(token.position, 'a network such as 10.0.0.0/8 or 10.*');
  return like(field, type === 'text' ? `*${token.text}*` : token.text, false);
}
