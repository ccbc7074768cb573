import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A batch whose sightings went to the journal, so that another acceptance of it does not bring them again. */
@Entity('sighted_batch')
@Index('sighted_batch_recorded_at_idx', ['recordedAt'])
export class SightedBatchEntity {
  @PrimaryColumn('text')
  batchId: string;

  @Column('timestamptz')
  recordedAt: Date;
}
