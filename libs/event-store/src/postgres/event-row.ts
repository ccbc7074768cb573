import type { SecurityEvent } from '@tocsin/event-model';

import type { StoredEvent } from '../event-store';
import type { AcceptableEvent } from '../refusal';

/** One row as it is read. */
export interface EventRow {
  readonly id: string;
  readonly ts: Date;
  readonly event: SecurityEvent;
  readonly original: string | null;
}

/** What to select for an {@link EventRow}. */
export const ROW_COLUMNS = 'id, ts, event, original';

/** The two columns that hold an event. */
export interface EventColumns {
  /** JSON that jsonb can hold. */
  readonly event: string;
  /** JSON as it was given, where jsonb cannot hold it; else empty. */
  readonly original: string;
}

/**
 * jsonb refuses NUL characters and halves of surrogate pairs. They are replaced by ␀ and � in what is searched, and the
 * event as it came is kept beside it.
 */
export function encodeColumns({ json }: AcceptableEvent): EventColumns {
  if (!json.includes('\\u0000') && !json.includes('\\ud')) return { event: json, original: '' };
  const event = json.replace(ESCAPE, (escape) => REPLACEMENTS[escape.slice(0, 3)] ?? escape);
  return { event, original: event === json ? '' : json };
}

/** Every escape in JSON text, so that an escaped backslash before a `u` is not mistaken for one. Only halves of pairs are escaped as \ud…. */
const ESCAPE = /\\(?:u0000|ud[89a-f][0-9a-f]{2}|[^])/g;
const REPLACEMENTS: Readonly<Record<string, string>> = { '\\u0': '␀', '\\ud': '�' };

/** The event exactly as it was given. */
export function decodeRow({ id, event, original }: EventRow): StoredEvent {
  return { id, event: original === null ? event : (JSON.parse(original) as SecurityEvent) };
}
