import type { ProofEvent, SecurityEvent } from '@tocsin/event-model';
import { valueReader } from '@tocsin/query';

import type { Occurrence } from '../count-window';
import type { CountingRule } from './window-rule';

/** An event as a window sees it, with what a proof needs of it. */
export interface EventOccurrence extends Occurrence {
  readonly event: ProofEvent;
}

/** A line that claims more repetitions than this is not believed. */
const MAX_REPEAT = 100_000;
/** A proof shows the line; the event holds the whole of it. */
const MAX_MESSAGE_LENGTH = 1_000;

/** A source that says "repeated 5 times" tells of five occurrences in one event. */
export function occurrenceOf(
  { id, event }: { readonly id: string; readonly event: SecurityEvent },
  { countedField }: Pick<CountingRule, 'countedField'>,
): EventOccurrence {
  const at = event['@timestamp'];
  const repeat = event['tocsin.repeat'];
  const times = typeof repeat === 'number' && repeat >= 1 ? Math.min(Math.floor(repeat), MAX_REPEAT) : 1;
  const values = countedField === undefined ? [] : valuesOf(event, countedField);
  return {
    at: Date.parse(at),
    times,
    values,
    event: { id, at, message: event.message.slice(0, MAX_MESSAGE_LENGTH) },
  };
}

function valuesOf(event: SecurityEvent, field: string): string[] {
  const values: string[] = [];
  valueReader(field)(event, (value) => {
    values.push(String(value));
    return false;
  });
  return values;
}
