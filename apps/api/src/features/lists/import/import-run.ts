import { createListEntrySchema, type ListImportQuery, type ListImportReport } from '@tocsin/api-contract';
import type { ListEntity } from '@tocsin/database';

import { guardedProblems } from '../block/guard-list';
import { entryRows, type EntryProblem, type EntryRow } from '../entries/entry-row';
import type { ImportRecord } from './import-record';
import { ImportTally } from './import-tally';
import type { ImportWriter } from './import-writer';
import { mergeIndicators } from './merge-indicators';

/** Written at once: enough for speed, few enough that others who change lists do not wait. */
const CHUNK = 2_000;
/** Of feeds all that is still to be written is held, so that an indicator named twice is merged. */
const FEED_CHUNK = 20_000;
const MAX_TERMS = 1_000_000;

/** One import on its way. */
export class ImportRun {
  private readonly tally = new ImportTally();
  private readonly waiting = new Map<string, EntryRow>();
  private readonly chunk: number;
  private terms = 0;

  constructor(
    private readonly list: ListEntity,
    private readonly query: ListImportQuery,
    private readonly writer: ImportWriter,
    private readonly tell: () => void,
  ) {
    this.chunk = list.kind === 'threat_indicator' ? FEED_CHUNK : CHUNK;
  }

  async take(record: ImportRecord): Promise<void> {
    if ('isSkipped' in record) return this.tally.skip();
    if ('problem' in record) return this.tally.refuse(record.line, record.problem);
    const rows = this.read(record.entry);
    if (typeof rows === 'string') return this.tally.refuse(record.line, rows);
    this.terms += rows.length;
    if (this.terms > MAX_TERMS) return this.tally.refuse(record.line, `an import may have ${MAX_TERMS} values`);
    for (const row of rows) this.wait(row);
    if (this.waiting.size >= this.chunk) await this.flush();
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    const rows = [...this.waiting.values()];
    this.waiting.clear();
    for (let from = 0; from < rows.length; from += CHUNK) {
      const part = rows.slice(from, from + CHUNK);
      this.tally.write(part.length, await this.writer.write(part));
      this.tell();
    }
  }

  /** A body that could not be used whole does not say what is missing from it. */
  async end(startedAt: Date, now: Date): Promise<ListImportReport> {
    const isReplacing = this.query.mode === 'replace';
    const removed = isReplacing && this.tally.isClean ? await this.writer.endOthers(startedAt, now) : 0;
    return this.tally.report(removed, !isReplacing || this.tally.isClean);
  }

  /** @returns rows, or what is wrong. */
  private read(given: unknown): readonly EntryRow[] | string {
    const entry = createListEntrySchema.safeParse(given);
    if (!entry.success)
      return inWords(entry.error.issues.map(({ path, message }) => ({ path: path.map(String), message })));
    const facts = { ...this.query.facts, ...entry.data.facts };
    const read = entryRows(this.list.kind, { ...entry.data, facts });
    if ('problems' in read) return inWords(read.problems);
    const { guard } = this.writer;
    const guarded = guard && guardedProblems(guard, read.rows);
    return guarded === undefined || guarded.length === 0 ? read.rows : inWords(guarded);
  }

  private wait(row: EntryRow): void {
    const id = `${row.kind} ${row.key}`;
    const before = this.waiting.get(id);
    const isMerged = before !== undefined && this.list.kind === 'threat_indicator';
    this.waiting.set(id, isMerged ? mergeIndicators(before, row) : row);
  }
}

function inWords(problems: readonly EntryProblem[]): string {
  return problems
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}
