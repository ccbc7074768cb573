import { Injectable, Logger } from '@nestjs/common';
import { ReadinessChecks } from '@tocsin/observability';
import type { ImportReport } from '@tocsin/rules';

import { RuleNews } from './rule-news';

/** Tells workers and people what bringing in the rules of folders came to. */
@Injectable()
export class RuleFolderReport {
  private readonly log = new Logger('RuleFolders');
  private trouble = '';
  private refusals = '';

  constructor(
    private readonly news: RuleNews,
    checks: ReadinessChecks,
  ) {
    // What cannot be read stays as it was; the api is no less ready for it.
    checks.add('rule_folders', () =>
      Promise.resolve({ ok: true, detail: [this.trouble, this.refusals].filter((words) => words !== '').join(' ') }),
    );
  }

  /** @param report nothing when the folders are as they were. */
  done(report: ImportReport | undefined): void {
    if (report === undefined) return;
    const { changed, removed, refused, troubles } = report;
    this.news.tell();
    this.log.log(`${changed} rules of folders are new or changed, ${removed} are gone`);
    for (const { file, line, reason, advice } of refused)
      this.log.warn(`Rule refused: ${file}:${line}: ${reason} ${advice}`);
    for (const trouble of troubles) this.log.warn(`Rules stay as they were: ${trouble}`);
    this.trouble = troubles.join(' ');
    this.refusals = refused.length === 0 ? '' : `${refused.length} rule(s) of folders were refused; the log says why.`;
  }

  failed(error: unknown): void {
    const trouble = `The rules of folders were not brought in: ${String(error)}`;
    if (trouble !== this.trouble) this.log.warn(trouble);
    this.trouble = trouble;
  }
}
