import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a scheduled rule has looked: everything received before `coveredUntil` was considered. */
@Entity('detection_checkpoint')
export class DetectionCheckpointEntity {
  @PrimaryColumn('text')
  ruleId: string;

  @Column('timestamptz')
  coveredUntil: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
