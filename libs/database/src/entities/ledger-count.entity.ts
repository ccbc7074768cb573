import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What became of the events of a source that were accepted in a minute, an hour or a day (UTC). */
@Entity('ledger_count')
@Index('ledger_count_source_grain_at_idx', ['source', 'grain', 'at'])
export class LedgerCountEntity {
  @PrimaryColumn('text')
  grain: 'minute' | 'hour' | 'day';

  @PrimaryColumn('timestamptz')
  at: Date;

  @PrimaryColumn('text')
  source: string;

  @Column('bigint')
  accepted: string;

  @Column('bigint')
  stored: string;

  @Column('bigint')
  duplicate: string;

  @Column('bigint')
  parked: string;

  @Column('bigint')
  dropped: string;

  @Column('bigint')
  unexplained: string;
}
