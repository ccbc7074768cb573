import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What a batch says of all its events. */
export interface ParkedHead {
  readonly dialect: string;
  readonly frontend: string;
  readonly zone?: string;
  readonly tags?: readonly string[];
  readonly application?: string;
}

/** An event that could not be parsed, mapped or stored, with its bytes as they came. */
@Entity('parked_event')
@Unique('parked_event_batch_id_position_key', ['batchId', 'position'])
@Index('parked_event_parked_at_id_idx', ['parkedAt', 'id'])
@Index('parked_event_reason_code_source_idx', ['reasonCode', 'source'])
@Index('parked_event_source_parked_at_idx', ['source', 'parkedAt'])
@Index('parked_event_retry_id_idx', ['retryId'], { where: 'retry_id IS NOT NULL' })
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

  /** Which acceptance of its batch it came with; empty when its front end counted none. */
  @Column('text')
  claim: string;

  /** The rest of its batch: dialect, front end and, where there were any, zone, tags and application. */
  @Column('jsonb')
  head: ParkedHead;

  /** How often it was refused. */
  @Column('int')
  attempts: number;

  /** What a person made of the bytes, for the next try. */
  @Column('bytea', { nullable: true })
  edited: Buffer | null;

  /** It is to be sent through the pipeline once more, or on its way. */
  @Column('uuid', { nullable: true })
  retryId: string | null;

  @Column('timestamptz', { nullable: true })
  sentAt: Date | null;
}
