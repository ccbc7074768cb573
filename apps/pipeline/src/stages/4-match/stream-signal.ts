import { createHash } from 'node:crypto';

import { fieldValue, type FieldValue, type SecurityEvent, type Signal } from '@tocsin/event-model';
import type { RuleMatch } from '@tocsin/sigma';

const MAX_REASON = 200;

/** The signal of one rule on one event; the same on every redelivery. */
export function streamSignal(eventId: string, event: Readonly<SecurityEvent>, match: RuleMatch): Signal {
  const { facts, groupBy } = match.rule;
  const at = event['@timestamp'];
  const group = groupBy.map((field) => ({ field, value: textOf(fieldValue(event, field)) }));
  const entity = group.find((one): one is { field: string; value: string } => one.value !== undefined);
  return {
    id: createHash('sha256').update(`${facts.id}\n${eventId}`).digest('hex'),
    rule: facts,
    detector: 'stream',
    at,
    groupKey: JSON.stringify(group.map(({ value }) => value ?? null)),
    entity: entity ?? null,
    reason: shorten(event.message === '' ? facts.title : event.message),
    proof: { selections: match.selections, events: [{ id: eventId, at, message: event.message }], eventCount: 1 },
  };
}

/** The first of several values: a group has one. */
function textOf(value: FieldValue | undefined): string | undefined {
  const one = Array.isArray(value) ? (value as readonly FieldValue[])[0] : value;
  return typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? String(one) : undefined;
}

function shorten(text: string): string {
  return text.length > MAX_REASON ? `${text.slice(0, MAX_REASON - 1)}…` : text;
}
