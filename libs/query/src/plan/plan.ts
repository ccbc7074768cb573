import type { CalendarUnit } from '../expr';
import type { Network } from '../text/address';
import type { TextPattern } from '../text/text-pattern';

/**
 * An expression with nothing left to interpret: what kind of comparison each condition is was decided once, by the field's
 * type, so that predicate, Elasticsearch and SQL cannot disagree about it.
 */
export type Plan =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Plan[] }
  | { readonly kind: 'not'; readonly operand: Plan }
  | { readonly kind: 'constant'; readonly value: boolean }
  | Condition;

export type Condition =
  | ExistsCondition
  | TextCondition
  | RegexCondition
  | AddressCondition
  | NumberCondition
  | KeywordCondition
  | HoldsCondition
  | CalendarCondition;

export interface ExistsCondition {
  readonly kind: 'exists';
  readonly field: string;
}

/** The value as text is one of the patterns. */
export interface TextCondition {
  readonly kind: 'text';
  readonly field: string;
  readonly patterns: readonly TextPattern[];
  readonly cased: boolean;
}

export interface RegexCondition {
  readonly kind: 'regex';
  readonly field: string;
  readonly pattern: string;
  readonly flags: string;
}

/** The value is an address in one of the networks. */
export interface AddressCondition {
  readonly kind: 'address';
  readonly field: string;
  readonly networks: readonly Network[];
}

/** The value, a number or on date fields a moment in epoch milliseconds, stands so to one of the limits. */
export interface NumberCondition {
  readonly kind: 'number' | 'moment';
  readonly field: string;
  readonly operator: '=' | '<' | '<=' | '>' | '>=';
  readonly limits: readonly number[];
}

/** A value of the field holds, as text, a value of the other one. */
export interface HoldsCondition {
  readonly kind: 'holds';
  readonly field: string;
  readonly other: string;
  readonly position: 'whole' | 'contains' | 'starts' | 'ends';
  readonly cased: boolean;
}

/** A unit of the date that a value is, in UTC, stands so to the number. */
export interface CalendarCondition {
  readonly kind: 'calendar';
  readonly field: string;
  readonly unit: CalendarUnit;
  readonly operator: NumberCondition['operator'];
  readonly value: number;
}

/** One of the patterns is found in a text of the event, or one of its addresses is one of those given. */
export interface KeywordCondition {
  readonly kind: 'keyword';
  readonly patterns: readonly TextPattern[];
  readonly addresses: readonly Network[];
}

/** Is it a comparison, rather than something that joins comparisons? */
export function isCondition(plan: Plan): plan is Condition {
  return !['and', 'or', 'not', 'constant'].includes(plan.kind);
}
