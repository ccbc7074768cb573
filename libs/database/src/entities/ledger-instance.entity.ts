import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One run of a front end, which numbers the batches it accepts. */
@Entity('ledger_instance')
export class LedgerInstanceEntity {
  @PrimaryColumn('text')
  instance: string;

  @Column('text')
  frontend: string;

  @Column('timestamptz')
  startedAt: Date;

  @Column('timestamptz')
  statedAt: Date;

  /** Of every number up to this one it is stated what became of it at the front door. */
  @Column('bigint')
  statedThrough: string;

  /** It accepts nothing any more: stopped, or followed by another run. */
  @Column('timestamptz', { nullable: true })
  sealedAt: Date | null;
}
