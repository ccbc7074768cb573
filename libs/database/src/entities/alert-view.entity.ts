import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** A view of alerts that somebody keeps under a name. */
@Entity('alert_view')
@Index('alert_view_owner_id_idx', ['ownerId'])
@Check('alert_view_audience_check', `audience IN ('private', 'team')`)
export class AlertViewEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey(() => AccountEntity)
  ownerId: string;

  @Column('text')
  name: string;

  @Column('text')
  audience: 'private' | 'team';

  /** The ready-made view it narrows. */
  @Column('text')
  base: 'open' | 'mine' | 'unassigned' | 'snoozed' | 'resolved';

  /** Text of the filter. */
  @Column('text')
  q: string;

  @Column('text')
  grouping: 'entity' | 'rule' | 'severity' | 'none';

  @Column('text')
  sort: 'newest' | 'oldest' | 'severe';

  /** Grows with each change. */
  @Column('int')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
