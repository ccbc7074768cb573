import { Injectable } from '@nestjs/common';
import { DomainError, type ListImportQuery, type ListImportReport } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import type { ListEntity } from '@tocsin/database';

import { PlainProblem } from '../../../http/problem';
import { EntryWriter } from '../entries/entry-writer';
import { ListCatalog } from '../list-catalog';
import { ListNews } from '../list-news';
import { readCsv } from './csv';
import type { ImportRecord } from './import-record';
import { ImportRun } from './import-run';
import { ImportWriter } from './import-writer';
import { readMisp } from './misp';
import { readNdjson } from './ndjson';
import { readStix } from './stix';

class ImportsBusy extends DomainError {
  readonly code = 'list.imports_busy';
  readonly kind = 'too_many';
  override readonly retryAfterMs = 30_000;

  constructor() {
    super('Other imports are under way. Try again when they are done.');
  }
}

type Reader = (text: AsyncIterable<string>, query: ListImportQuery) => AsyncIterable<ImportRecord>;

const READERS: Readonly<Record<ListImportQuery['format'], Reader>> = {
  ndjson: readNdjson,
  csv: readCsv,
  stix: readStix,
  misp: readMisp,
};

/** Under way at once, each on a connection of its own: the others who want one must not wait for them. */
const MAX_IMPORTS = 2;

/** Takes whole files into lists. */
@Injectable()
export class ListImport {
  private underWay = 0;

  constructor(
    private readonly catalog: ListCatalog,
    private readonly writer: EntryWriter,
    private readonly news: ListNews,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads a body as it comes. What was taken in before an error stays: the same import may be sent again, what is there already
   * is not written twice.
   * @param by account that does it.
   */
  async run(by: string, name: string, query: ListImportQuery, body: AsyncIterable<string>): Promise<ListImportReport> {
    const list = await this.catalog.load(name);
    refuseFeedElsewhere(list, query);
    if (this.underWay >= MAX_IMPORTS) throw new ImportsBusy();
    this.underWay += 1;
    const runner = this.writer.connection();
    try {
      const guard = await this.writer.guardOf(list);
      const order = { list, by, isReplacing: query.mode === 'replace', guard };
      return await this.takeIn(new ImportWriter(runner, this.writer, order), list, query, body);
    } finally {
      this.underWay -= 1;
      await runner.release();
      this.news.tell(list);
    }
  }

  private async takeIn(writer: ImportWriter, list: ListEntity, query: ListImportQuery, body: AsyncIterable<string>) {
    const run = new ImportRun(list, query, writer, () => this.news.tell(list));
    const startedAt = this.clock.now();
    await writer.begin();
    for await (const record of READERS[query.format](body, query)) await run.take(record);
    await run.flush();
    return run.end(startedAt, this.clock.now());
  }
}

function refuseFeedElsewhere(list: ListEntity, { format }: ListImportQuery): void {
  if (list.kind === 'threat_indicator' || format === 'csv' || format === 'ndjson') return;
  throw new PlainProblem('invalid', 'list.format', `Only lists of kind threat_indicator take ${format}.`);
}
