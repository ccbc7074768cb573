/** What became of a line: of the events it was split into, the first of these that holds for one of them. */
export type LineFate = 'parked' | 'stored' | 'duplicate' | 'dropped';

export interface FateCounts {
  readonly stored: number;
  readonly duplicate: number;
  readonly parked: number;
  /** By rule. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** By rank, so that the higher one stays; 0 is not known yet. */
const FATES: readonly (LineFate | undefined)[] = [undefined, 'dropped', 'duplicate', 'stored', 'parked'];

/**
 * What became of each line of a batch. Lines are counted, not events: a line may have become several events, and several lines one,
 * and what was accepted were lines.
 */
export class LineFates {
  private readonly ranks: Uint8Array;
  private readonly rules = new Map<number, string>();

  constructor(lines: number) {
    this.ranks = new Uint8Array(lines);
  }

  note(position: number, fate: LineFate, rule = ''): void {
    const rank = FATES.indexOf(fate);
    if (rank <= (this.ranks[position] ?? 0)) return;
    this.ranks[position] = rank;
    if (fate === 'dropped') this.rules.set(position, rule);
  }

  /** What was refused is not parked either: a rule drops it. */
  dropRefused(position: number, rule: string): void {
    this.ranks[position] = FATES.indexOf('dropped');
    this.rules.set(position, rule);
  }

  /** What was refused is parked already, under another acceptance. */
  meetsTwin(position: number): void {
    this.ranks[position] = FATES.indexOf('duplicate');
  }

  /** That dropped the line; empty when none did. */
  ruleOf(position: number): string {
    return this.of(position) === 'dropped' ? (this.rules.get(position) ?? '') : '';
  }

  of(position: number): LineFate | undefined {
    return FATES[this.ranks[position] ?? 0];
  }

  counts(): FateCounts {
    const totals = { stored: 0, duplicate: 0, parked: 0 };
    const dropped: Record<string, number> = {};
    for (const [position, rank] of this.ranks.entries()) {
      const fate = FATES[rank];
      if (fate === 'dropped') {
        const rule = this.rules.get(position) ?? '';
        dropped[rule] = (dropped[rule] ?? 0) + 1;
      } else if (fate !== undefined) totals[fate] += 1;
    }
    return { ...totals, dropped };
  }
}
