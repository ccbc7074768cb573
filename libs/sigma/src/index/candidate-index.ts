import type { SecurityEvent } from '@tocsin/event-model';
import { foldCase, valueReader, type Expr, type ValueReader } from '@tocsin/query';

import { witnessOf } from './witness';

interface WitnessField<T> {
  readonly read: ValueReader;
  readonly byValue: Map<string, T[]>;
}

/** Items by the exact value that an event must carry to be of interest to them. */
export class CandidateIndex<T> {
  /** Items whose condition can be met without any one exact value. */
  private readonly always: T[] = [];
  private readonly fields = new Map<string, WitnessField<T>>();

  add(expr: Expr, item: T): void {
    const witness = witnessOf(expr);
    if (!witness) {
      this.always.push(item);
      return;
    }
    const field = this.field(witness.field);
    for (const value of new Set(witness.values)) {
      const items = field.byValue.get(value);
      if (items) items.push(item);
      else field.byValue.set(value, [item]);
    }
  }

  /** Every item whose condition the event may meet, each once. */
  of(event: Readonly<SecurityEvent>): Iterable<T> {
    const found = new Set(this.always);
    for (const { read, byValue } of this.fields.values()) {
      read(event, (value) => {
        for (const item of byValue.get(foldCase(String(value))) ?? []) found.add(item);
        return false;
      });
    }
    return found;
  }

  private field(name: string): WitnessField<T> {
    const known = this.fields.get(name) ?? { read: valueReader(name), byValue: new Map<string, T[]>() };
    this.fields.set(name, known);
    return known;
  }
}
