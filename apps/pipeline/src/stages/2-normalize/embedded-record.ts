import type { FieldValue, SecurityEvent } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import { parseText } from '../1-parse/parse-line';

/** Common Event Expression: a mark before JSON in a line of syslog. */
const COOKIE = '@cee:';
const BRACE = 0x7b;

/** The record a message is made of: a JSON object, with or without CEE's mark; `undefined` when it is text. */
export function embeddedRecord(message: unknown, maxDepth: number): JsonRecord | undefined {
  // A plug-in may have made anything of it.
  if (typeof message !== 'string') return undefined;
  const start = message.charCodeAt(0);
  if (start !== BRACE && start !== COOKIE.charCodeAt(0) && start > 0x20) return undefined;
  const trimmed = message.trimStart();
  const text = trimmed.startsWith(COOKIE) ? trimmed.slice(COOKIE.length).trimStart() : trimmed;
  if (text.charCodeAt(0) !== BRACE) return undefined;
  const parsed = parseText(text, maxDepth);
  return 'code' in parsed ? undefined : parsed.record;
}

/** Makes room for what the record inside says: its message and details are the event's, those around it come after. */
export function setOuterAside(event: SecurityEvent): SecurityEvent['details'] {
  const { details } = event;
  event.message = '';
  delete event.details;
  return details;
}

/** Puts back what was around the record. A name that both have is the record's; the outer value gets a free one. */
export function putOuterBack(event: SecurityEvent, outer: SecurityEvent['details']): void {
  if (outer === undefined) return;
  const details: Record<string, FieldValue> = Object.assign(Object.create(null), event.details) as never;
  for (const [key, value] of Object.entries(outer)) {
    let free = key;
    while (free in details) free += '_';
    details[free] = value;
  }
  event.details = Object.fromEntries(Object.entries(details));
}
