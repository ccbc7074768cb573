import { all } from '../build';
import type { Expr } from '../expr';
import { momentOf } from '../plan/number-of';
import { QuerySyntaxError } from './query-syntax-error';
import { relativeSpan, type Span } from './relative-date';
import type { Token } from './token';

export type Operator = Extract<Expr, { kind: 'compare' }>['operator'];

const DATE = 'a date such as 2026-11-24, 2026-11-24T08:00:00Z, now-15m or now/d';
const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;

/** `field:date`: a day alone is the whole day, and so is `now/d`. */
export function parseDate(field: string, date: Token, now: Date): Expr {
  const { first, last } = readSpan(date, now);
  if (first === last) return { kind: 'equals', field, value: written(date.text, first), cased: false };
  return all([
    { kind: 'compare', field, operator: '>=', value: written(date.text, first) },
    { kind: 'compare', field, operator: '<=', value: new Date(last).toISOString() },
  ]);
}

/** `field>=date`: up to a day includes it, after a day begins when it is over. */
export function parseDateLimit(field: string, operator: Operator, date: Token, now: Date): Expr {
  const { first, last } = readSpan(date, now);
  const isAboutEnd = first !== last && (operator === '<=' || operator === '>');
  const value = isAboutEnd ? new Date(last).toISOString() : written(date.text, first);
  return { kind: 'compare', field, operator, value };
}

/** Dates stay as they were written, relative ones become the moment they mean. */
function written(text: string, moment: number): string {
  return momentOf(text) === undefined ? new Date(moment).toISOString() : text;
}

function readSpan({ text, position }: Token, now: Date): Span {
  const moment = momentOf(text);
  const span = moment === undefined ? relativeSpan(text, now) : { first: moment, last: lastOf(text, moment) };
  if (span === undefined) throw new QuerySyntaxError(position, DATE);
  return span;
}

function lastOf(text: string, moment: number): number {
  return DAY.test(text) ? moment + DAY_MS - 1 : moment;
}
