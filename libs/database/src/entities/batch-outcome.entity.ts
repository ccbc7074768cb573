import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What became of the events of a batch, once for each time it was accepted. */
@Entity('batch_outcome')
@Index('batch_outcome_recorded_at_idx', ['recordedAt'])
@Index('batch_outcome_received_at_idx', ['receivedAt'])
export class BatchOutcomeEntity {
  @PrimaryColumn('text')
  batchId: string;

  /** Which acceptance of the batch; empty when its front end counted none. */
  @PrimaryColumn('text')
  claim: string;

  @Column('text')
  source: string;

  /** Sum of all the others. */
  @Column('int')
  events: number;

  @Column('int')
  stored: number;

  @Column('int')
  duplicate: number;

  @Column('int')
  parked: number;

  /** Events by the name of the rule that dropped them. */
  @Column('jsonb')
  dropped: Record<string, number>;

  @Column('timestamptz')
  recordedAt: Date;

  /** When the front end took it; null in rows from before that was kept. */
  @Column('timestamptz', { nullable: true })
  receivedAt: Date | null;

  /** Events the store has because of it; null in rows from before that was kept. */
  @Column('int', { nullable: true })
  documents: number | null;
}
