import { Injectable } from '@nestjs/common';
import type { RuleRecords } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

/** Counting alerts of three months is not free, and a judgement of a rule does not change by the second. */
const SHARED_FOR_MS = 15_000;
const RECORDS = `
  SELECT rule_id AS "ruleId", count(*) FILTER (WHERE last_at >= $1::timestamptz - interval '7 days')::int AS week,
      count(*) FILTER (WHERE verdict IN ('true_positive', 'false_positive', 'benign'))::int AS judged,
      count(*) FILTER (WHERE verdict = 'true_positive')::int AS "truePositive", max(last_at) AS "lastAlertAt"
    FROM alert WHERE last_at >= $1::timestamptz - interval '90 days' GROUP BY rule_id ORDER BY rule_id`;

type Row = Omit<RuleRecords['records'][number], 'lastAlertAt'> & { readonly lastAlertAt: Date };

/** What came of each rule, as its alerts tell. */
@Injectable()
export class RuleRecordBook {
  private shared: { readonly until: number; readonly records: Promise<RuleRecords> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  show(): Promise<RuleRecords> {
    const at = performance.now();
    if (this.shared === undefined || at >= this.shared.until) {
      const records = this.count();
      this.shared = { until: at + SHARED_FOR_MS, records };
      records.catch(() => (this.shared = undefined));
    }
    return this.shared.records;
  }

  private async count(): Promise<RuleRecords> {
    const now = this.clock.now();
    const rows = await this.dataSource.query<Row[]>(RECORDS, [now]);
    const records = rows.map((row) => ({ ...row, lastAlertAt: row.lastAlertAt.toISOString() }));
    return { asOf: now.toISOString(), records };
  }
}
