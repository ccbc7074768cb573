import type { FieldValue, SecurityEvent } from '@tocsin/event-model';

/** What the event has in a field and what is added, each text once; `undefined` when that is nothing. */
export function merged(
  event: Readonly<SecurityEvent>,
  field: string,
  added: readonly (string | undefined)[],
): string[] | undefined {
  const before = event[field];
  const there = Array.isArray(before) ? (before as readonly FieldValue[]) : [before];
  const texts = [...there, ...added].filter((one): one is string => typeof one === 'string' && one !== '');
  return texts.length === 0 ? undefined : [...new Set(texts)];
}

/** The fact as a text that is not empty. */
export function textFact(facts: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = facts[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The fact as a number. */
export function numberFact(facts: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = facts[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The fact as a time, as events have it. */
export function timeFact(facts: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const time = Date.parse(textFact(facts, name) ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
