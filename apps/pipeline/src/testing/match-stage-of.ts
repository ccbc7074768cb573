import { Metrics, ReadinessChecks } from '@tocsin/observability';
import { ruleBook, type RuleBook } from '@tocsin/rules';
import { readRules } from '@tocsin/sigma';

import { MatchStage } from '../stages/4-match/match.stage';
import { RuleReport } from '../stages/4-match/rule-report';
import { RuleSource } from '../stages/4-match/rules/rule-source';

/** Rules that change when a test says so. */
export class GivenRules extends RuleSource {
  private listener: (book: RuleBook) => Promise<void> = () => Promise.resolve();

  override watch(use: (book: RuleBook) => Promise<void>): Promise<void> {
    this.listener = use;
    return Promise.resolve();
  }

  give(...texts: readonly string[]): Promise<void> {
    return this.giveBook(bookOf(...texts));
  }

  giveBook(book: RuleBook): Promise<void> {
    return this.listener(book);
  }
}

export function bookOf(...texts: readonly string[]): RuleBook {
  return ruleBook(readRules(texts.map((text, index) => ({ file: `${index}.yml`, text }))), new Map());
}

/** The stage with rules of a test, none at first. */
export async function matchStageOf(source: RuleSource, checks = new ReadinessChecks()): Promise<MatchStage> {
  const metrics = new Metrics();
  const stage = new MatchStage(source, new RuleReport(metrics, checks), metrics);
  await stage.onModuleInit();
  return stage;
}
