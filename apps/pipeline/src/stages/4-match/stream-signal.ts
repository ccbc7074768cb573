import { createHash } from 'node:crypto';

import {
  eventDay,
  fieldValue,
  type FieldValue,
  type ProofSelection,
  type SecurityEvent,
  type Signal,
} from '@tocsin/event-model';
import type { RuleMatch } from '@tocsin/sigma';

/** A signal is read by people and kept in a database; the event has the whole text. */
const MAX_MESSAGE = 1_000;
const MAX_SEEN = 500;
const MAX_VALUE = 256;
const MAX_REASON = 200;

/** The signal of one rule on one event; the same on every redelivery. */
export function streamSignal(
  eventId: string,
  event: Readonly<SecurityEvent>,
  match: RuleMatch,
  receivedAt: string,
): Signal {
  const { facts, groupBy } = match.rule;
  const at = event['@timestamp'];
  const group = groupBy.map((field) => ({ field, value: textOf(fieldValue(event, field)) }));
  const entity = group.find((one): one is { field: string; value: string } => one.value !== undefined);
  const message = shorten(event.message, MAX_MESSAGE);
  return {
    id: digest(`${facts.id}\n${eventId}`),
    rule: facts,
    detector: 'stream',
    at,
    groupKey: JSON.stringify(group.map(({ value }) => keyPart(value))),
    entity: entity === undefined ? null : { field: entity.field, value: shorten(entity.value, MAX_VALUE) },
    reason: shorten(message === '' ? facts.title : message, MAX_REASON),
    proof: {
      selections: match.selections.map(shortened),
      events: [{ id: eventId, day: eventDay(event, receivedAt), at, message }],
      eventCount: 1,
    },
  };
}

/** The first of several values: a group has one. */
function textOf(value: FieldValue | undefined): string | undefined {
  const one = Array.isArray(value) ? (value as readonly FieldValue[])[0] : value;
  return typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? String(one) : undefined;
}

/** Long values keep their identity, not their text. */
function keyPart(value: string | undefined): string | null {
  if (value === undefined) return null;
  return value.length > MAX_VALUE ? digest(value) : value;
}

function shortened({ name, conditions }: ProofSelection): ProofSelection {
  return { name, conditions: conditions.map((one) => ({ ...one, seen: shorten(one.seen, MAX_SEEN) })) };
}

function shorten(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
