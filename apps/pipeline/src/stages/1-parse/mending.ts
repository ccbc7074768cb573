import { toUSVString } from 'node:util';

/**
 * Numbers that may not survive as a double, and escapes of characters that no store can keep. Digits inside a text, of which hashes
 * and ids have many, only count where they look like a number.
 */
const SUSPECT = /[:,[]\s*-?(?:\d{16}|\d+\.\d{16}|\d[\d.]*[eE]\+?\d{3})|\\u(?:0000|[dD][89a-fA-F])/;
const UNSTORABLE = /\\u(?:0000|[dD][89a-fA-F])/;
const NUL = /\0/g;
const MAX_NOTES = 5;

/** Cheap and without false negatives: most lines need no second look. */
export function needsMending(text: string): boolean {
  return SUSPECT.test(text);
}

type SourceReviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;
/** The standard library's type does not know the third argument of the reviver yet. */
const parseWithSource = JSON.parse as (text: string, reviver: SourceReviver) => unknown;

/**
 * Parses a line so that nothing changes silently: a number a double cannot hold stays as the text that was sent, NUL becomes
 * its visible symbol, half a surrogate pair becomes the replacement character; each with a note.
 */
export function mend(text: string): { value: unknown; notes: string[] } {
  const notes = new Set<string>();
  const flat = UNSTORABLE.test(text) ? undefined : flatRecord(text, notes);
  if (flat !== undefined) return { value: flat, notes: [...notes].slice(0, MAX_NOTES) };
  const value = parseWithSource(text, (key, one, { source }) => {
    if (typeof one === 'number') return exactNumber(key, one, source, notes);
    if (typeof one === 'string') return storableText(one, notes);
    return typeof one === 'object' && one !== null ? storableKeys(one, notes) : one;
  });
  return { value, notes: [...notes].slice(0, MAX_NOTES) };
}

/**
 * A record without nesting, its numbers exact: what Windows' events are, each of which has such a number. To be told of every value
 * by the parser would cost three times as much. `undefined` when the text does not say for certain what belongs to a name.
 */
function flatRecord(text: string, notes: Set<string>): object | undefined {
  const record = JSON.parse(text) as unknown;
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
  const fields = record as Record<string, unknown>;
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (typeof value === 'object' && value !== null) return undefined;
    if (typeof value !== 'number' || isExact(value)) continue;
    const source = numberNamed(text, key);
    if (source === undefined) return undefined;
    fields[key] = exactNumber(key, value, source, notes);
  }
  return fields;
}

const NUMBER = /\s*:\s*(-?\d[\d.eE+-]*)\s*[,}]/y;

function numberNamed(text: string, key: string): string | undefined {
  const name = JSON.stringify(key);
  const at = text.indexOf(name);
  if (at < 0 || text.lastIndexOf(name) !== at) return undefined;
  NUMBER.lastIndex = at + name.length;
  return NUMBER.exec(text)?.[1];
}

function isExact(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}

function exactNumber(key: string, value: number, source: string | undefined, notes: Set<string>): number | string {
  if (isExact(value) || source === undefined) return value;
  notes.add(
    `${storableText(key, notes)}: the number ${source.slice(0, 40)} is kept as text, a number would lose digits`,
  );
  return source;
}

function storableText(text: string, notes: Set<string>): string {
  if (isStorable(text)) return text;
  notes.add('Characters that cannot be stored (NUL, half a surrogate pair) were replaced');
  return toUSVString(text).replace(NUL, '\u2400');
}

function storableKeys(value: object, notes: Set<string>): object {
  if (Array.isArray(value) || Object.keys(value).every(isStorable)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [storableText(key, notes), one as unknown]));
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && toUSVString(text) === text;
}
