import { Injectable } from '@nestjs/common';
import type { RuleRecord } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { loadAlert } from '../alert-rows';

const DAYS = 90;
const DAY_MS = 86_400_000;

const RECORD = `
  SELECT count(*)::int AS alerts,
      count(*) FILTER (WHERE status <> 'resolved')::int AS open,
      count(*) FILTER (WHERE verdict = 'true_positive')::int AS true_positive,
      count(*) FILTER (WHERE verdict = 'false_positive')::int AS false_positive,
      count(*) FILTER (WHERE verdict = 'benign')::int AS benign,
      count(*) FILTER (WHERE verdict = 'duplicate')::int AS duplicate,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM resolved_at - created_at) * 1000)
        FILTER (WHERE resolved_at IS NOT NULL) AS median_ms
    FROM alert WHERE rule_id = $1 AND last_at > $2`;

type Row = Pick<RuleRecord, 'alerts' | 'open'> & RuleRecord['verdicts'] & { readonly median_ms: number | null };

/** What people made of the alerts of a rule. */
@Injectable()
export class RuleRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws {PlainProblem} when there is no such alert. */
  async ofAlert(number: string): Promise<RuleRecord> {
    const { ruleId } = await loadAlert(this.dataSource.manager, number);
    const since = new Date(this.clock.now().getTime() - DAYS * DAY_MS);
    const [row] = await this.dataSource.query<[Row]>(RECORD, [ruleId, since]);
    const { alerts, open, median_ms: median, ...verdicts } = row;
    return { days: DAYS, alerts, open, verdicts, medianMsToResolve: median === null ? null : Math.round(median) };
  }
}
