import { Injectable } from '@nestjs/common';
import { DatabaseReady } from '@tocsin/database';
import { StoredRules, type RuleBook } from '@tocsin/rules';

import { StartConditions } from '../../../batch/start-conditions';
import { RuleSource } from './rule-source';

/** The rules of PostgreSQL; no event is taken before they are there. */
@Injectable()
export class DatabaseRules extends RuleSource {
  constructor(
    private readonly stored: StoredRules,
    private readonly database: DatabaseReady,
    private readonly conditions: StartConditions,
  ) {
    super();
  }

  override watch(use: (book: RuleBook) => Promise<void>): Promise<void> {
    this.stored.onChange(use);
    this.conditions.add('the rules', async () => {
      await this.database.whenReady();
      await this.stored.whenThere();
    });
    return Promise.resolve();
  }
}
