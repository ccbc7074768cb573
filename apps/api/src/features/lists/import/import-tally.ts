import type { ListImportReport } from '@tocsin/api-contract';

import type { Written } from '../entries/entry-writer';

const MAX_PROBLEMS = 1_000;

/** Counts what becomes of an import. */
export class ImportTally {
  private added = 0;
  private updated = 0;
  private unchanged = 0;
  private skipped = 0;
  private refused = 0;
  private readonly problems: { line: number; reason: string }[] = [];

  /** Whether everything could be used. */
  get isClean(): boolean {
    return this.refused === 0;
  }

  write(rows: number, { added, updated }: Written): void {
    this.added += added;
    this.updated += updated;
    this.unchanged += rows - added - updated;
  }

  skip(): void {
    this.skipped += 1;
  }

  refuse(line: number, reason: string): void {
    this.refused += 1;
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ line, reason });
  }

  report(removed: number, isComplete: boolean): ListImportReport {
    const { added, updated, unchanged, skipped, refused, problems } = this;
    return { added, updated, unchanged, removed, skipped, refused, isComplete, problems };
  }
}
