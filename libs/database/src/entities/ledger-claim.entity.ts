import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** That a front end accepted a batch. */
@Entity('ledger_claim')
@Index('ledger_claim_accepted_at_idx', ['acceptedAt'])
@Index('ledger_claim_instance_number_idx', ['instance', 'number'])
@Index('ledger_claim_open_idx', ['claim'], { where: 'settled_at IS NULL' })
@Index('ledger_claim_uncounted_idx', ['claim'], { where: 'NOT is_counted' })
export class LedgerClaimEntity {
  /** Run of the front end and number, as the batch carries it. */
  @PrimaryColumn('text')
  claim: string;

  @Column('text')
  instance: string;

  @Column('bigint')
  number: string;

  @Column('text')
  batchId: string;

  @Column('text')
  source: string;

  @Column('int')
  events: number;

  @Column('timestamptz')
  acceptedAt: Date;

  /** `void`: refused, as far as the front end knows. `rebuilt`: from the outcome, because the front end died before it could say. */
  @Column('text')
  state: 'accepted' | 'void' | 'rebuilt';

  /** Its events are in the counts of what was accepted. */
  @Column('boolean')
  isCounted: boolean;

  /** Since when they are, by the clock of the database; null also when that was not noted yet. */
  @Column('timestamptz', { nullable: true })
  countedAt: Date | null;

  /** Nothing was heard of it in time: its events are in the counts as unexplained. */
  @Column('boolean')
  isLate: boolean;

  /** A worker has put it behind later batches. */
  @Column('boolean', { default: false })
  isAside: boolean;

  /** When its outcome was counted; null as long as it is on its way. */
  @Column('timestamptz', { nullable: true })
  settledAt: Date | null;
}
