import type { LineFault } from '@tocsin/event-model';

import type { FoundEvent } from '../found-event';
import { examine } from '../json/examine';
import { OPEN_BRACE } from '../json/json-bytes';
import { membersOf } from '../json/json-text';

/** What the address of a request may say of its events. */
export const HEC_PARAMETERS = ['time', 'host', 'source', 'sourcetype', 'index'] as const;
export type HecMetadata = Readonly<Partial<Record<(typeof HEC_PARAMETERS)[number], string>>>;

/** What HEC knows beside the event; the pipeline knows the same names. */
const METADATA: ReadonlySet<string> = new Set([...HEC_PARAMETERS, 'fields']);

export const EVENT_REQUIRED: LineFault = { code: 'hec.event_required', reason: 'The object has no "event".' };
export const EVENT_BLANK: LineFault = { code: 'hec.event_blank', reason: 'The "event" of the object is blank.' };

const [OPEN, COMMA, CLOSE] = [Buffer.from('{'), Buffer.from(','), Buffer.from('}')];
const BLANKS: ReadonlySet<string> = new Set(['""', 'null']);

/**
 * An object of HEC as one event for the pipeline: a text becomes its message, an object its details, whose keys the pipeline
 * reads like any others; the metadata stand beside it. No value is parsed and written again, so that none can change.
 * @returns the object as it came when it is no event.
 */
export function hecEvent(object: Buffer, defaults: HecMetadata, maxDepth: number): FoundEvent {
  // An id inside is not one of the event: `event` is HEC's own word here.
  const { fault } = examine(object, maxDepth);
  if (fault) return { line: object, fault };
  const members = new Map(membersOf(object));
  const event = members.get('event');
  if (event === undefined) return { line: object, fault: EVENT_REQUIRED };
  if (BLANKS.has(event.toString('latin1'))) return { line: object, fault: EVENT_BLANK };
  members.delete('event');
  for (const [name, text] of Object.entries(defaults))
    if (!members.has(name)) members.set(name, Buffer.from(JSON.stringify(text)));
  return { line: lineOf(members, event) };
}

function lineOf(members: ReadonlyMap<string, Buffer>, event: Buffer): Buffer {
  const pieces = [OPEN, Buffer.from(event[0] === OPEN_BRACE ? '"details":' : '"message":'), event];
  for (const [name, value] of members) pieces.push(COMMA, Buffer.from(`${JSON.stringify(keyOf(name))}:`), value);
  pieces.push(CLOSE);
  return Buffer.concat(pieces);
}

/** What HEC does not know goes with the fields, so that it cannot stand in the place of the event. */
function keyOf(name: string): string {
  return METADATA.has(name) ? name : `fields.${name}`;
}
