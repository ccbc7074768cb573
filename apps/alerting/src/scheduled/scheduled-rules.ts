import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { StoredRules, type RuleBook } from '@tocsin/rules';
import type { CorrelationRule } from '@tocsin/sigma';

/** The rules that count over time, as they are now. */
@Injectable()
export class ScheduledRules implements OnModuleInit {
  rules: readonly CorrelationRule[] = [];
  private readonly log = new Logger(ScheduledRules.name);
  private shadows: RuleBook['shadows'] = new Set();

  constructor(private readonly stored: StoredRules) {}

  onModuleInit(): void {
    this.stored.onChange((book) => this.take(book));
  }

  /**
   * Brings them up to date.
   * @throws {NoRulesYet}, and what the database throws.
   */
  load(): Promise<void> {
    return this.stored.load();
  }

  /** Does the rule count without raising anything? */
  isShadow({ facts }: CorrelationRule): boolean {
    return this.shadows.has(facts.id);
  }

  private take({ correlations, shadows }: RuleBook): void {
    [this.rules, this.shadows] = [correlations, shadows];
    this.log.log(`${correlations.length} scheduled rules`);
  }
}
