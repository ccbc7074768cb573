import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';
import { SessionEntity } from './session.entity';

/** Somebody who is on shift; ends with the session in which they said so. */
@Entity('on_shift')
@Index('on_shift_session_id_idx', ['sessionId'])
export class OnShiftEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  @Column('text')
  @ForeignKey(() => SessionEntity, { onDelete: 'CASCADE' })
  sessionId: string;

  @Column('timestamptz')
  startedAt: Date;

  /** A screen, or the number of an alert or incident. */
  @Column('text', { nullable: true })
  place: string | null;

  @Column('timestamptz')
  seenAt: Date;
}
