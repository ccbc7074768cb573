import type { FieldValue } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

/** What a report says, whether its keys stand at the top or, as MozDef's senders put them, under details. */
export function reportOf(record: JsonRecord): JsonRecord {
  const details = record['details'];
  return isRecord(details) ? { ...record, ...details } : record;
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of keys; `undefined` where one is missing. */
export function at(record: unknown, path: string): unknown {
  let value = record;
  for (const key of path.split('.')) {
    const holder: unknown = Array.isArray(value) ? value[0] : value;
    if (!isRecord(holder) || !Object.hasOwn(holder, key)) return undefined;
    value = holder[key];
  }
  return value;
}

/** The first of the paths that holds a text or a number, as text. */
export function textAt(record: unknown, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = at(record, path);
    const one: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof one === 'string' && one.trim() !== '') return one.trim();
    if (typeof one === 'number' && Number.isFinite(one)) return String(one);
  }
  return undefined;
}

/** Texts at a path, one or several; names separated by commas count as several. */
export function textsAt(record: unknown, ...paths: readonly string[]): string[] {
  for (const path of paths) {
    const value = at(record, path);
    const texts = (Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : []) as unknown[];
    const named = texts.filter((text) => typeof text === 'string').map((text) => text.trim());
    if (named.some((text) => text !== '')) return named.filter((text) => text !== '');
  }
  return [];
}

/** Fields that have a value. */
export function present(fields: Readonly<Record<string, FieldValue | undefined>>): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Record<
    string,
    FieldValue
  >;
}
