import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { ListImportQuery, ListImportReport } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import type { ListEntity } from '@tocsin/database';

import { PlainProblem } from '../../../http/problem';
import { EntryWriter } from '../entries/entry-writer';
import { ListCatalog } from '../list-catalog';
import { ListNews } from '../list-news';
import { readCsv } from './csv';
import { bodyText } from './import-body';
import type { ImportRecord } from './import-record';
import { ImportRun } from './import-run';
import { ImportWriter } from './import-writer';
import { readMisp } from './misp';
import { readNdjson } from './ndjson';
import { readStix } from './stix';

type Reader = (text: AsyncIterable<string>, query: ListImportQuery) => AsyncIterable<ImportRecord>;

const READERS: Readonly<Record<ListImportQuery['format'], Reader>> = {
  ndjson: readNdjson,
  csv: readCsv,
  stix: readStix,
  misp: readMisp,
};

/** Takes whole files into lists. */
@Injectable()
export class ListImport {
  constructor(
    private readonly catalog: ListCatalog,
    private readonly writer: EntryWriter,
    private readonly news: ListNews,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads a body as it comes. What was taken in before an error stays: the same import may be sent again, what is there already
   * is not written twice.
   */
  async run(actor: Actor, name: string, query: ListImportQuery, request: IncomingMessage): Promise<ListImportReport> {
    const list = await this.catalog.load(name);
    refuseFeedElsewhere(list, query);
    const runner = this.writer.connection();
    try {
      const writer = new ImportWriter(runner, this.writer, {
        list,
        by: actor.accountId,
        isReplacing: query.mode === 'replace',
      });
      const run = new ImportRun(list, query, writer, () => this.news.tell(list));
      const startedAt = this.clock.now();
      await writer.begin();
      for await (const record of READERS[query.format](bodyText(request), query)) await run.take(record);
      await run.flush();
      return await run.end(startedAt, this.clock.now());
    } finally {
      await runner.release();
      this.news.tell(list);
    }
  }
}

function refuseFeedElsewhere(list: ListEntity, { format }: ListImportQuery): void {
  if (list.kind === 'threat_indicator' || format === 'csv' || format === 'ndjson') return;
  throw new PlainProblem('invalid', 'list.format', `Only lists of kind threat_indicator take ${format}.`);
}
