import { fieldValue, type FieldValue, type SecurityEvent } from '@tocsin/event-model';
import { compilePredicate, parseQuery, type Predicate } from '@tocsin/query';

import type { LastSeenList, LastSeenLists } from './last-seen-lists';
import { storable } from './storable';

const MAX_VALUE = 256;
/** Of the values of one field: an event that gathers thousands of addresses is no reason to look up thousands. */
const MAX_VALUES = 20;
/** Of one event in one list. */
const MAX_KEYS = 50;

/** A list, and how it finds its keys in an event. */
export class KeyedList {
  private readonly chooses: Predicate | undefined;

  constructor(
    readonly name: string,
    readonly options: LastSeenList,
  ) {
    const where = options.where.trim();
    this.chooses = where === '' ? undefined : compilePredicate(parseQuery(where));
  }

  /** The keys of the event; none when a field has no value or the event is not chosen. */
  keysOf(event: Readonly<SecurityEvent>): readonly string[] {
    const values: (readonly string[])[] = [];
    for (const field of this.options.fields) {
      const texts = textsOf(fieldValue(event, field));
      if (texts.length === 0) return NO_KEYS;
      values.push(texts);
    }
    return this.chooses === undefined || this.chooses(event) ? keysFrom(values) : NO_KEYS;
  }
}

const NO_KEYS: readonly string[] = [];

export function keyedLists(lists: LastSeenLists): readonly KeyedList[] {
  return Object.entries(lists).map(([name, options]) => new KeyedList(name, options));
}

/** A key of values: what they are is kept, whatever characters they have. */
export function keyOf(values: readonly string[]): string {
  return JSON.stringify(values);
}

function keysFrom(values: readonly (readonly string[])[]): readonly string[] {
  let combined: readonly string[][] = [[]];
  for (const texts of values)
    combined = combined.flatMap((key) => texts.map((text) => [...key, text])).slice(0, MAX_KEYS);
  return combined.map(keyOf);
}

function textsOf(value: FieldValue | undefined): readonly string[] {
  if (value === undefined || value === null) return NO_KEYS;
  const list = Array.isArray(value) ? (value as readonly FieldValue[]).slice(0, MAX_VALUES) : [value];
  const texts = list.map(textOf).filter((text) => text !== '');
  return texts.length > 1 ? [...new Set(texts)] : texts;
}

/** In lower case, as names and addresses are compared; in characters that every engine keeps. */
function textOf(value: FieldValue): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return '';
  return storable(value.slice(0, MAX_VALUE).toLowerCase());
}
