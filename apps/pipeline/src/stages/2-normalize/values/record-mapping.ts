import type { FieldValue } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import {
  destinationSlot,
  fieldSlot,
  outcomeSlot,
  pidSlot,
  severitySlot,
  sourceSlot,
  timeSlot,
  type Fields,
  type Slot,
} from '../shippers/alias/slots';
import type { TimeFrame } from '../time/parse-time';

/** Paths in a record (`userIdentity.userName`, `resources.0.ARN`), each with the field its value becomes. */
export type MappingTable = Readonly<Record<string, string>>;

interface Row {
  readonly keys: readonly string[];
  readonly slot: Slot;
}

/** Fields that more is known of than their type. */
const SLOTS: ReadonlyMap<string, Slot> = new Map(
  [destinationSlot, outcomeSlot, pidSlot, severitySlot, sourceSlot, timeSlot].map((slot) => [slot.name, slot]),
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
      keys: path.split('.'),
      slot: SLOTS.get(field) ?? fieldSlot(field),
    }));
  }

  read(record: JsonRecord, frame: TimeFrame): Record<string, FieldValue> {
    const fields: Record<string, FieldValue> = {};
    for (const { keys, slot } of this.rows) {
      if (fields[slot.name] !== undefined) continue;
      const value = valueAt(record, keys);
      if (value === undefined || value === null || value === '') continue;
      const read: Fields | undefined = slot.read(value, frame);
      for (const field in read) fields[field] ??= read[field] as FieldValue;
    }
    return fields;
  }
}

/** The value at a path, by own keys only; a literal dotted key at the top wins over the path. */
export function valueAt(record: JsonRecord, keys: readonly string[]): unknown {
  if (keys.length > 1) {
    const dotted = keys.join('.');
    if (Object.hasOwn(record, dotted)) return record[dotted];
  }
  let value: unknown = record;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonRecord)[key];
  }
  return value;
}
