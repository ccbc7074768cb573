import { fieldSpec } from '@tocsin/event-model';

import { all, like } from '../build';
import type { Expr } from '../expr';
import { momentOf, numberOf } from '../plan/number-of';
import { escapeWildcards, literalOf, parseWildcards } from '../text/text-pattern';
import { QuerySyntaxError } from './query-syntax-error';
import type { Token } from './tokenize';

type Operator = Extract<Expr, { kind: 'compare' }>['operator'];

const NETWORK = /^[\da-f:.]+\/\d{1,3}$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;

/** `field:value`, where the value is one token. */
export function parseValue(field: string, token: Token): Expr {
  if (token.kind === 'regex') return { kind: 'regex', field, pattern: token.text, flags: token.suffix };
  if (token.kind === 'phrase') return literalExpr(field, token.text, token.position);
  if (/^\*+$/.test(token.text)) return { kind: 'exists', field };
  const literal = literalOf(parseWildcards(token.text));
  return literal === undefined ? wildcardExpr(field, token) : literalExpr(field, literal, token.position);
}

/** `field>=value`, where the value is one token. */
export function parseComparison(field: string, operator: Operator, token: Token): Expr {
  const type = fieldSpec(field)?.type;
  if (type === 'ip' || type === 'geo_point')
    throw new QuerySyntaxError(token.position, `no comparison on ${field}, which has no order; use ${field}:value`);
  if (type !== 'date') return { kind: 'compare', field, operator, value: readNumber(token) };
  if (momentOf(token.text) === undefined) throw new QuerySyntaxError(token.position, DATE);
  return { kind: 'compare', field, operator, value: token.text };
}

/** A word that names no field: somewhere in the texts of the event. */
export function parseFreeWord(token: Token): Expr {
  return { kind: 'keyword', pattern: token.kind === 'phrase' ? escapeWildcards(token.text) : token.text };
}

const DATE = 'a date such as 2026-11-24 or 2026-11-24T08:00:00Z';

function readNumber(token: Token): number {
  const number = numberOf(token.text);
  if (number === undefined) throw new QuerySyntaxError(token.position, 'a number');
  return number;
}

function literalExpr(field: string, value: string, position: number): Expr {
  switch (fieldSpec(field)?.type) {
    case 'ip':
      return addressExpr(field, value, position);
    case 'date':
      return dateExpr(field, value, position);
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

/** A day alone is the whole day. */
function dateExpr(field: string, value: string, position: number): Expr {
  const moment = momentOf(value);
  if (moment === undefined) throw new QuerySyntaxError(position, DATE);
  if (!DAY.test(value)) return { kind: 'equals', field, value, cased: false };
  const end = new Date(moment + DAY_MS).toISOString();
  return all([
    { kind: 'compare', field, operator: '>=', value },
    { kind: 'compare', field, operator: '<', value: end },
  ]);
}

function wildcardExpr(field: string, token: Token): Expr {
  const type = fieldSpec(field)?.type;
  if (type === 'long' || type === 'double' || type === 'date')
    throw new QuerySyntaxError(token.position, `a whole value or a comparison, for ${field} is no text`);
  if (type === 'ip' && !/^(?:\d{1,3}\.){1,3}\*$/.test(token.text))
    throw new QuerySyntaxError(token.position, 'a network such as 10.0.0.0/8 or 10.*');
  return like(field, type === 'text' ? `*${token.text}*` : token.text, false);
}
