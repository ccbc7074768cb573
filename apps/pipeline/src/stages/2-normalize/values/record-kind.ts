import type { FieldValue } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import type { TimeFrame } from '../time/parse-time';
import { RecordMapping, type MappingTable } from './record-mapping';

/** Fields of an event that is being made. */
export type Draft = Record<string, FieldValue>;

/** How records of one product and form are told from others, and what they say. */
export interface KindDeclaration {
  /** `aws.cloudtrail`. */
  readonly dataset: string;
  /** The part of the dataset before the dot when not given. */
  readonly module?: string;
  /** Keys that every such record has, the rarest first; in lower case they count as well. */
  readonly marks: readonly string[];
  /** What tells the records where the keys alone do not. */
  readonly isOne?: (record: JsonRecord) => boolean;
  /** Whether whoever put the record under `details` says what it is, whatever it has. */
  readonly isNamedBy?: (wrapper: JsonRecord) => boolean;
  readonly table: MappingTable;
  /** Fields that are the same in every record. */
  readonly always?: Readonly<Draft>;
  /** Fields in which the record's word comes before that of the shipper who carries it. */
  readonly knowsBetter?: readonly string[];
  /** What no table can say. */
  readonly refine?: (fields: Draft, record: JsonRecord) => void;
}

/** One {@link KindDeclaration}, ready to be used. */
export class RecordKind {
  /** The first mark, as written and in lower case. */
  readonly firstMarks: readonly string[];
  private readonly marks: readonly (readonly [string, string])[];
  private readonly mapping: RecordMapping;
  private readonly always: Readonly<Draft>;

  constructor(private readonly declaration: KindDeclaration) {
    const { marks, table, always, dataset, module } = declaration;
    this.marks = marks.map((mark) => [mark, mark.toLowerCase()]);
    this.firstMarks = [...new Set(this.marks[0])];
    this.mapping = new RecordMapping(table);
    this.always = {
      ...always,
      'event.module': module ?? dataset.split('.', 1)[0] ?? dataset,
      'event.dataset': dataset,
    };
  }

  fits(record: JsonRecord): boolean {
    for (const [mark, lower] of this.marks) if (record[mark] === undefined && record[lower] === undefined) return false;
    return this.declaration.isOne?.(record) ?? true;
  }

  knowsBetter(field: string): boolean {
    return this.declaration.knowsBetter?.includes(field) ?? false;
  }

  isNamedBy(wrapper: JsonRecord): boolean {
    return this.declaration.isNamedBy?.(wrapper) ?? false;
  }

  read(record: JsonRecord, frame: TimeFrame): Draft {
    const fields = this.mapping.read(record, frame);
    for (const field in this.always) fields[field] ??= this.always[field] as FieldValue;
    this.declaration.refine?.(fields, record);
    if (fields['@timestamp'] === undefined && this.mapping.speaksOf('@timestamp', record))
      fields['tocsin.notes'] = ['The time of the record cannot be read; the time of receipt stands in for it'];
    return fields;
  }
}
