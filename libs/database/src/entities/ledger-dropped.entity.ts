import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Dropped events of `ledger_count`, by the rule that dropped them. */
@Entity('ledger_dropped')
export class LedgerDroppedEntity {
  @PrimaryColumn('text')
  grain: 'minute' | 'hour' | 'day';

  @PrimaryColumn('timestamptz')
  at: Date;

  @PrimaryColumn('text')
  source: string;

  @PrimaryColumn('text')
  rule: string;

  @Column('bigint')
  events: string;
}
