import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That somebody has parked events sent through the pipeline once more. */
@Entity('parked_retry')
export class ParkedRetryEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('timestamptz')
  askedAt: Date;

  @Column('text')
  askedBy: string;

  /** How many there were at the time. */
  @Column('int')
  events: number;
}
