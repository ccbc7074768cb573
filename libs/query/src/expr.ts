/** A plain value a field is compared with. */
export type Scalar = string | number | boolean;

/** What of a date, in UTC: the week is that of ISO 8601, months count from 1. */
export type CalendarUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/**
 * One expression over an event. Text compares without case unless `cased`. A field that is absent meets no condition, so
 * `not` of it is true. An array meets a condition when any of its elements does. An `ip` field compares as an address.
 */
export type Expr =
  | { readonly kind: 'and'; readonly operands: readonly Expr[] }
  | { readonly kind: 'or'; readonly operands: readonly Expr[] }
  | { readonly kind: 'not'; readonly operand: Expr }
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'exists'; readonly field: string }
  /** `null` is met by an absent field and by a null. */
  | { readonly kind: 'equals'; readonly field: string; readonly value: Scalar | null; readonly cased: boolean }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly Scalar[]; readonly cased: boolean }
  | {
      readonly kind: 'contains' | 'starts' | 'ends';
      readonly field: string;
      readonly value: string;
      readonly cased: boolean;
    }
  /** `*` any text, `?` one character, `\` takes the next one literally. */
  | { readonly kind: 'wildcard'; readonly field: string; readonly pattern: string; readonly cased: boolean }
  /** RE2 syntax, found anywhere in the value. */
  | { readonly kind: 'regex'; readonly field: string; readonly pattern: string; readonly flags: string }
  | { readonly kind: 'cidr'; readonly field: string; readonly network: string }
  /** Numbers, or RFC 3339 texts on date fields. */
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: '<' | '<=' | '>' | '>=';
      readonly value: number | string;
    }
  /** The text of one field stands in that of another: is it, begins or ends it, or is anywhere in it. */
  | {
      readonly kind: 'holds';
      readonly field: string;
      readonly other: string;
      readonly position: 'whole' | 'contains' | 'starts' | 'ends';
      readonly cased: boolean;
    }
  /** A unit of the date that the text of the field is. */
  | {
      readonly kind: 'calendar';
      readonly field: string;
      readonly unit: CalendarUnit;
      readonly operator: '=' | '<' | '<=' | '>' | '>=';
      readonly value: number;
    }
  /** The pattern (wildcards as above, found anywhere) in any text of the event. */
  | { readonly kind: 'keyword'; readonly pattern: string };
