import { fieldSpec, type FieldValue } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import {
  destinationSlot,
  fieldSlot,
  messageSlot,
  outcomeSlot,
  pidSlot,
  severitySlot,
  sourceSlot,
  timeSlot,
  type Fields,
  type Slot,
} from '../shippers/alias/slots';
import type { TimeFrame } from '../time/parse-time';
import { writeMac } from './mac';

/** Paths in a record (`userIdentity.userName`, `resources.0.ARN`), each with the field its value becomes. */
export type MappingTable = Readonly<Record<string, string>>;

interface Row {
  readonly path: RecordPath;
  readonly slot: Slot;
  /** Whether its field is more than text, so that a value may not fit. */
  readonly isTyped: boolean;
}

const TEXTUAL: ReadonlySet<string | undefined> = new Set(['keyword', 'text']);

/** Fields that more is known of than their type. */
const SLOTS: ReadonlyMap<string, Slot> = new Map(
  [destinationSlot, messageSlot, outcomeSlot, pidSlot, severitySlot, sourceSlot, timeSlot].map((slot) => [
    slot.name,
    slot,
  ]),
);

/**
 * Reads fields out of records of one form by a table. A value that does not fit its field is left alone: the record is kept whole
 * beside it. Of several paths for one field the first in the table that has a fitting value wins.
 */
export class RecordMapping {
  private readonly rows: readonly Row[];

  /** @throws when the table names a field that the event model does not have. */
  constructor(table: MappingTable) {
    this.rows = Object.entries(table).map(([path, field]) => ({
      path: new RecordPath(path),
      slot: SLOTS.get(field) ?? (field.endsWith('.mac') ? macSlot(field) : fieldSlot(field)),
      isTyped: !TEXTUAL.has(fieldSpec(field)?.type),
    }));
  }

  /** @param notes takes a note for each value that is not of its field's type. */
  read(record: JsonRecord, frame: TimeFrame, notes?: string[]): Record<string, FieldValue> {
    const fields: Record<string, FieldValue> = {};
    for (const { path, slot, isTyped } of this.rows) {
      if (fields[slot.name] !== undefined) continue;
      const value = path.in(record);
      if (isNothing(value)) continue;
      const read: Fields | undefined = slot.read(value, frame);
      for (const field in read) fields[field] ??= read[field] as FieldValue;
      if (isTyped && read?.[slot.name] === undefined) addOnce(notes, noteOf(path, slot, read));
    }
    return fields;
  }

  /** Whether the record has anything at a path for the field, fitting or not. */
  speaksOf(field: string, record: JsonRecord): boolean {
    return this.rows.some(({ path, slot }) => slot.name === field && !isNothing(path.in(record)));
  }
}

/** Where a value stands in records: by own keys only, as the product writes them or all in lower case, as some shippers do. */
export class RecordPath {
  private readonly keys: readonly string[];
  private readonly lowerKeys: readonly string[] | undefined;

  constructor(readonly text: string) {
    this.keys = text.split('.');
    const lower = text.toLowerCase();
    this.lowerKeys = lower === text ? undefined : lower.split('.');
  }

  /** A literal dotted key at the top wins over the path. */
  in(record: JsonRecord): unknown {
    if (this.keys.length > 1 && Object.hasOwn(record, this.text)) return record[this.text];
    const value = step(record, this.keys);
    return value === undefined && this.lowerKeys !== undefined ? step(record, this.lowerKeys) : value;
  }
}

/** The value at a path of keys; a literal dotted key at the top wins over the path. */
export function valueAt(record: JsonRecord, keys: readonly string[]): unknown {
  return new RecordPath(keys.join('.')).in(record);
}

function step(record: JsonRecord, keys: readonly string[]): unknown {
  let value: unknown = record;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonRecord)[key];
  }
  return value;
}

function macSlot(field: string): Slot {
  const { read, ...slot } = fieldSlot(field);
  return {
    ...slot,
    read: (value, frame) => {
      const text = read(value, frame)?.[field];
      if (Array.isArray(text)) return { [field]: text.map((one) => writeMac(String(one))) };
      return typeof text === 'string' ? { [field]: writeMac(text) } : undefined;
    },
  };
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A path in capitals and one in small letters may find the same value. */
function addOnce(notes: string[] | undefined, note: string): void {
  if (notes?.some((other) => other.toLowerCase() === note.toLowerCase()) === false) notes.push(note);
}

function noteOf({ text }: RecordPath, { name }: Slot, read: Fields | undefined): string {
  return `"${text}" does not fit ${name}; kept in ${Object.keys(read ?? {})[0] ?? 'details'}`;
}
