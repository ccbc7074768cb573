/** Something that happened at a moment of event time. */
export interface Occurrence {
  /** Epoch milliseconds. */
  readonly at: number;
  /** How often it happened; at least 1. */
  readonly times: number;
  /** Values of the counted field, when different values are counted. */
  readonly values: readonly string[];
}

/** What a window rule counts. */
export type Counted = 'occurrences' | 'values';

/** The count over a window that only moves forward: occurrences enter at one end and leave at the other. */
export class CountWindow {
  private occurrences = 0;
  /** Occurrences that hold each value. */
  private readonly holders = new Map<string, number>();

  constructor(private readonly counted: Counted) {}

  get count(): number {
    return this.counted === 'occurrences' ? this.occurrences : this.holders.size;
  }

  enter({ times, values }: Occurrence): void {
    this.occurrences += times;
    for (const value of new Set(values)) this.holders.set(value, (this.holders.get(value) ?? 0) + 1);
  }

  leave({ times, values }: Occurrence): void {
    this.occurrences -= times;
    for (const value of new Set(values)) {
      const left = this.holders.get(value)! - 1;
      if (left === 0) this.holders.delete(value);
      else this.holders.set(value, left);
    }
  }
}
