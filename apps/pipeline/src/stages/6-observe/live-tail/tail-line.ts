import type { TailLine } from '@tocsin/api-contract';
import type { FieldValue, SecurityEvent } from '@tocsin/event-model';

const MAX_MESSAGE = 300;
const MAX_WORD = 80;

/** What a person needs to see of an event that passes; the event itself can be asked for by its id. */
export function tailLine(id: string, event: Readonly<SecurityEvent>): TailLine {
  return {
    id,
    at: event['@timestamp'],
    source: shorten(textOf(event['tocsin.source']), MAX_WORD),
    host: shorten(textOf(event['host.name']), MAX_WORD),
    program: shorten(textOf(event['process.name']) || textOf(event['event.dataset']), MAX_WORD),
    message: shorten(event.message, MAX_MESSAGE),
    rules: Array.isArray(event['tocsin.rules']) ? event['tocsin.rules'].length : 0,
  };
}

function textOf(value: FieldValue | undefined): string {
  const one = Array.isArray(value) ? (value as readonly FieldValue[])[0] : value;
  return typeof one === 'string' ? one : '';
}

function shorten(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
