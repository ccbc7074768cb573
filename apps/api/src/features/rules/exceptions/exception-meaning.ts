import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import type { Alert, CreateException, ExceptionPreview } from '@tocsin/api-contract';
import { EventStore, StoreUnavailable } from '@tocsin/event-store';
import { all, NotSearchable, type Expr } from '@tocsin/query';
import { HERE, StoredRules } from '@tocsin/rules';

import { PlainProblem } from '../../../http/problem';
import type { ExceptionRow } from './exception-rows';
import { commonLogSource, exprOf, filterText, targetsOf } from './exception-filter';

const DAYS = 7;
const DAY_MS = 86_400_000;
const NO_TEXT = { file: `${HERE}/none`, text: '' };

/** What an exception means for its rule. */
@Injectable()
export class ExceptionMeaning {
  constructor(
    private readonly stored: StoredRules,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** Of the events of the last days that meet the rule, those it would hide. */
  async preview(ruleId: string, conditions: CreateException['conditions']): Promise<ExceptionPreview> {
    await this.stored.load();
    const rule = targetsOf(this.stored.set, ruleId)?.rule;
    const from = new Date(this.clock.now().getTime() - DAYS * DAY_MS);
    const [hides, ofRule] = await Promise.all([
      rule === undefined ? null : this.count(all([rule.expr, exprOf(conditions)]), from),
      rule === undefined ? null : this.count(rule.expr, from),
    ]);
    return { days: DAYS, hides, ofRule };
  }

  /** Stored events since each began that meet its conditions, and the rule as it would be without them. By their ids; one after the other. */
  async hiddenBy(ruleId: string, exceptions: readonly ExceptionRow[]): Promise<Map<string, number | null>> {
    const counts = new Map<string, number | null>();
    if (exceptions.length === 0) return counts;
    await this.stored.load();
    const without = await this.stored.wouldBe(
      NO_TEXT,
      exceptions.map(({ id }) => id),
    );
    const rule = targetsOf(without, ruleId)?.rule;
    if (rule === undefined) return counts;
    for (const { id, conditions, created_at: since } of exceptions)
      counts.set(id, await this.count(all([rule.expr, exprOf(conditions)]), since));
    return counts;
  }

  /**
   * The exception as a filter of Sigma.
   * @throws {PlainProblem} when the rule can have none.
   */
  async text(id: string, alert: Pick<Alert, 'ruleId'>, conditions: CreateException['conditions']): Promise<string> {
    await this.stored.load();
    const targets = targetsOf(this.stored.set, alert.ruleId);
    const logsource = commonLogSource(targets?.single ?? []);
    if (targets !== undefined && logsource !== undefined)
      return filterText(id, targets.rule.facts.title, { rules: targets.single, logsource, conditions });
    throw new PlainProblem(
      'conflict',
      'exception.no_rule',
      'The alert is not of a rule that can leave something out: it is of a list or of Tocsin itself, or the rule is gone.',
    );
  }

  private async count(expr: Expr, from: Date): Promise<number | null> {
    const range = { from: from.toISOString(), to: this.clock.now().toISOString() };
    try {
      return (await this.store.search({ expr, range, sort: 'newest', size: 1 })).total;
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof NotSearchable) return null;
      throw error;
    }
  }
}
