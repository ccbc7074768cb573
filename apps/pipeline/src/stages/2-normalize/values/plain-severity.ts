import type { EventPatch, SecurityEvent } from '@tocsin/event-model';

/** Severity of what a source only tells of, unless something around it said another. */
export function plainSeverity(event: SecurityEvent): EventPatch {
  return event['log.level'] === undefined ? { 'event.severity': 6, 'log.level': 'informational' } : {};
}
