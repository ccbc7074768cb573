import { Inject, Injectable } from '@nestjs/common';
import { ruleBook, ruleFolders, type RuleBook, type RuleOptions } from '@tocsin/rules';
import { loadRuleFolders } from '@tocsin/sigma';

import { RuleSource } from './rule-source';

/** Token of the `RuleOptions` in the injector. */
export const RULE_OPTIONS = Symbol('RULE_OPTIONS');

/** The rules of the configured folders as they are now, for what runs without a database. */
@Injectable()
export class FolderRules extends RuleSource {
  constructor(@Inject(RULE_OPTIONS) private readonly options: Pick<RuleOptions, 'stock' | 'folders'>) {
    super();
  }

  /** @throws when a folder cannot be read: no rules at all is not a set of rules. */
  override async watch(use: (book: RuleBook) => Promise<void>): Promise<void> {
    const folders = ruleFolders(this.options).map(({ path }) => path);
    await use(ruleBook(await loadRuleFolders(folders), new Map()));
  }
}
