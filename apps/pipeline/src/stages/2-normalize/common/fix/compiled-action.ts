import type { FieldValue } from '@tocsin/event-model';
import { RE2JS } from 're2js';

import { readAddress } from '../../values/address';
import { textOf } from '../../values/text-of';
import { readDecimal, readWhole } from '../../values/typed-value';
import type { FixAction } from './fix.options';
import type { FixedEvent } from './fixed-event';

export type Action = (event: FixedEvent) => void;
type CastType = NonNullable<FixAction['cast']>['to'];

const MAX_PARTS = 1_000;

/** What one step of a rule does to an event; dropping it is the rule's. */
export function compileAction(rule: string, action: FixAction): Action {
  const { rename, copy, set, remove, lower, upper, trim, replace } = action;
  if (rename) return (event) => void (move(rule, event, rename) && event.remove(rename.from));
  if (copy) return (event) => void move(rule, event, copy);
  if (set) return (event) => void event.set(rule, set.field, set.value);
  if (remove !== undefined) return (event) => event.remove(remove);
  if (lower !== undefined) return texts(rule, lower, (text) => text.toLowerCase());
  if (upper !== undefined) return texts(rule, upper, (text) => text.toUpperCase());
  if (trim !== undefined) return texts(rule, trim, (text) => text.trim());
  if (replace) return replaced(rule, replace);
  if (action.split) return split(rule, action.split);
  return action.cast === undefined ? () => undefined : cast(rule, action.cast);
}

function replaced(rule: string, { field, pattern, with: replacement }: NonNullable<FixAction['replace']>): Action {
  const compiled = RE2JS.compile(pattern);
  return texts(rule, field, (text) => compiled.matcher(text).replaceAll(replacement));
}

function move(rule: string, event: FixedEvent, { from, to }: { from: string; to: string }): boolean {
  const value = event.get(from);
  return value !== undefined && value !== null && event.set(rule, to, value);
}

/** Changes each text of a field. */
function texts(rule: string, field: string, change: (text: string) => string): Action {
  return (event) => {
    const value = event.get(field);
    if (typeof value === 'string') event.set(rule, field, change(value));
    else if (Array.isArray(value))
      event.set(
        rule,
        field,
        (value as readonly FieldValue[]).map((one) => (typeof one === 'string' ? change(one) : one)),
      );
  };
}

function split(rule: string, { field, separator }: { field: string; separator: string }): Action {
  return (event) => {
    const value = event.get(field);
    if (typeof value !== 'string') return;
    const parts = value.split(separator, MAX_PARTS).map((part) => part.trim());
    event.set(
      rule,
      field,
      parts.filter((part) => part !== ''),
    );
  };
}

const CASTS: Readonly<Record<CastType, (value: FieldValue) => FieldValue | undefined>> = {
  text: (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)),
  integer: readWhole,
  number: readDecimal,
  boolean: booleanOf,
  ip: readAddress,
  date: (value) => (typeof value === 'string' || typeof value === 'number' ? dateOf(value) : undefined),
};

function booleanOf(value: FieldValue): boolean | undefined {
  const word = textOf(value).toLowerCase();
  if (/^(?:true|yes|1|on)$/.test(word)) return true;
  return /^(?:false|no|0|off)$/.test(word) ? false : undefined;
}

function dateOf(value: string | number): string | undefined {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function cast(rule: string, { field, to }: { field: string; to: CastType }): Action {
  return (event) => {
    const value = event.get(field);
    if (value === undefined || value === null) return;
    const result = CASTS[to](value);
    if (result === undefined) event.note(`Rule ${rule} of fix: ${field} is no ${to}; left as it is`);
    else event.set(rule, field, result);
  };
}
