import { Injectable } from '@nestjs/common';
import type { KnownBurst } from '@tocsin/correlation';
import { DataSource } from 'typeorm';

/** A burst that was told of, and how many events it stood on then. */
export interface ToldBurst extends KnownBurst {
  readonly eventCount: number;
}

interface Row {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly event_count: string;
}

/** The bursts of a group that were told of before: what comes late makes them grow. */
@Injectable()
export class KnownBursts {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that overlap the span, in epoch milliseconds, both ends included. */
  async find(
    ruleId: string,
    groupKey: string,
    span: { readonly from: number; readonly to: number },
  ): Promise<ToldBurst[]> {
    // Windows are written in one form, UTC with milliseconds, whose order as text is their order.
    const rows = await this.dataSource.query<Row[]>(
      `SELECT signal.id, signal.proof #>> '{window,from}' AS from, signal.proof #>> '{window,to}' AS to,
              signal.proof ->> 'eventCount' AS event_count
       FROM alert_signal AS signal JOIN alert ON alert.id = signal.alert_id
       WHERE alert.rule_id = $1 AND alert.group_key = $2
         AND signal.proof #>> '{window,from}' COLLATE "C" <= $4 AND signal.proof #>> '{window,to}' COLLATE "C" >= $3`,
      [ruleId, groupKey, new Date(span.from).toISOString(), new Date(span.to).toISOString()],
    );
    return rows.map(({ id, from, to, event_count }) => ({
      id,
      from: Date.parse(from),
      to: Date.parse(to),
      eventCount: Number(event_count),
    }));
  }
}
