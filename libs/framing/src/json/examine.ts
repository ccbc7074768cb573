import { isUtf8 } from 'node:buffer';

import { NOT_UTF8, shapeFault, syntaxFault, type LineFault } from '@tocsin/event-model';

import { isOrdinaryEvent } from './ordinary-event';

/** What a line that should be an event turned out to be. */
export interface Examined {
  /** Why it is none. */
  readonly fault?: LineFault;
  /** The event's own id: `_id`, or ECS's `event.id`. */
  readonly id?: string;
}

/** Most events are good and bring no id. */
const ORDINARY: Examined = {};
const ONLY_DIGITS = /^\d*$/;
const MAX_ID_LENGTH = 1_024;

/**
 * Reads a line as one JSON object. Bytes above 127 may only stand inside strings, so reading them as Latin-1 gives the same
 * verdict as UTF-8 and keeps the text at one byte a character.
 */
export function examine(line: Buffer, maxDepth: number): Examined {
  if (!isUtf8(line)) return { fault: NOT_UTF8 };
  if (isOrdinaryEvent(line, maxDepth)) return ORDINARY;
  let value: unknown;
  try {
    value = JSON.parse(line.toString('latin1'));
  } catch (error) {
    return { fault: syntaxFault(error) };
  }
  const fault = shapeFault(value, maxDepth);
  if (fault) return { fault };
  const id = idOf(value as Readonly<Record<string, unknown>>);
  return id === undefined ? ORDINARY : { id };
}

function idOf(event: Readonly<Record<string, unknown>>): string | undefined {
  const own = event['_id'];
  if (own !== undefined) return textOf(own);
  const nested = event['event'];
  const id = event['event.id'] ?? (isRecord(nested) ? nested['id'] : undefined);
  // A number names a kind of event, as Windows does, and no single one.
  return typeof id === 'string' && !ONLY_DIGITS.test(id) ? textOf(id) : undefined;
}

function textOf(id: unknown): string | undefined {
  if (typeof id === 'number') return String(id);
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH) return undefined;
  return Buffer.from(id, 'latin1').toString('utf8');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
