import type { JsonRecord } from '@tocsin/plugin-kit';

import { RecordKind, type KindDeclaration } from './record-kind';

/** A record of a known kind, and what was around it. */
export interface FoundRecord {
  readonly kind: RecordKind;
  readonly record: JsonRecord;
  /** The shipper's own record, where it put the product's under `details`. */
  readonly wrapper: JsonRecord | undefined;
}

/** With more marks than this it takes less to look at the keys of the record. */
const FEW = 8;

/** Finds out which of several kinds a record is, if any. */
export class RecordKinds {
  private readonly byMark = new Map<string, RecordKind[]>();
  private readonly namedByWrapper: readonly RecordKind[];
  private last: { readonly record: JsonRecord; readonly found: FoundRecord | undefined } | undefined;

  constructor(declarations: readonly KindDeclaration[]) {
    const kinds = declarations.map((declaration) => new RecordKind(declaration));
    for (const kind of kinds)
      for (const mark of kind.firstMarks) this.byMark.set(mark, [...(this.byMark.get(mark) ?? []), kind]);
    this.namedByWrapper = kinds.filter((_, position) => declarations[position]?.isNamedBy !== undefined);
  }

  /** Who claims a record is asked again for what it says; the answer is kept that long. */
  find(record: JsonRecord): FoundRecord | undefined {
    if (this.last?.record !== record) this.last = { record, found: this.search(record) };
    return this.last.found;
  }

  private search(record: JsonRecord): FoundRecord | undefined {
    const kind = this.kindOf(record);
    if (kind !== undefined) return { kind, record, wrapper: undefined };
    const inner = record['details'];
    if (!isRecord(inner)) return undefined;
    const innerKind = this.kindOf(inner) ?? this.namedByWrapper.find((one) => one.isNamedBy(record));
    return innerKind && { kind: innerKind, record: inner, wrapper: record };
  }

  private kindOf(record: JsonRecord): RecordKind | undefined {
    return this.byMark.size > FEW ? this.kindByKeys(record) : this.kindByMarks(record);
  }

  private kindByMarks(record: JsonRecord): RecordKind | undefined {
    for (const [mark, kinds] of this.byMark) {
      const kind = record[mark] === undefined ? undefined : fitting(kinds, record);
      if (kind !== undefined) return kind;
    }
    return undefined;
  }

  private kindByKeys(record: JsonRecord): RecordKind | undefined {
    for (const key in record) {
      const kinds = this.byMark.get(key);
      const kind = kinds && fitting(kinds, record);
      if (kind !== undefined) return kind;
    }
    return undefined;
  }
}

/** An object that is no list. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fitting(kinds: readonly RecordKind[], record: JsonRecord): RecordKind | undefined {
  for (const kind of kinds) if (kind.fits(record)) return kind;
  return undefined;
}
