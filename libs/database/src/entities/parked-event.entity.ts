import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** An event that could not be parsed, mapped or stored, with its bytes as they came. */
@Entity('parked_event')
@Unique('parked_event_batch_id_position_key', ['batchId', 'position'])
@Index('parked_event_parked_at_id_idx', ['parkedAt', 'id'])
export class ParkedEventEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  batchId: string;

  @Column('int')
  position: number;

  @Column('text')
  eventId: string;

  @Column('text')
  source: string;

  /** Stage of the pipeline that refused it. */
  @Column('text')
  stage: string;

  @Column('text')
  reasonCode: string;

  @Column('text')
  reason: string;

  @Column('bytea')
  bytes: Buffer;

  @Column('timestamptz')
  receivedAt: Date;

  @Column('timestamptz')
  parkedAt: Date;
}
