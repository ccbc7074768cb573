import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';
import { AlertEntity } from './alert.entity';

export type AlertSetState = 'frozen' | 'running' | 'done' | 'undoing' | 'undone';

/** Alerts that were frozen together, and what is done to them. */
@Entity('alert_set')
@Index('alert_set_under_way_idx', ['createdAt'], { where: `state IN ('running', 'undoing')` })
export class AlertSetEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey(() => AccountEntity)
  by: string;

  @Column('timestamptz')
  createdAt: Date;

  /** How many there are, for good. */
  @Column('int')
  total: number;

  @Column('text')
  state: AlertSetState;

  /** Null until it is said. */
  @Column('jsonb', { nullable: true })
  action: object | null;

  /** When the action was done; it can be undone for a while. */
  @Column('timestamptz', { nullable: true })
  doneAt: Date | null;

  @Column('int', { default: 0 })
  done: number;

  @Column('int', { default: 0 })
  changed: number;

  @Column('int', { default: 0 })
  unfit: number;

  @Column('int', { default: 0 })
  undone: number;

  @Column('int', { default: 0 })
  kept: number;
}

/** One alert of a set. */
@Entity('alert_set_member')
@Index('alert_set_member_waiting_idx', ['setId', 'alertId'], { where: 'outcome IS NULL' })
@Index('alert_set_member_outcome_idx', ['setId', 'outcome', 'alertId'], { where: 'outcome IS NOT NULL' })
export class AlertSetMemberEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => AlertSetEntity, { onDelete: 'CASCADE' })
  setId: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => AlertEntity, { onDelete: 'CASCADE' })
  alertId: string;

  /** Print of what people had decided about the alert when the set was frozen; after the action, of what it became. */
  @Column('bigint')
  print: string;

  /** Null while it waits; `done`, or why it was left. */
  @Column('text', { nullable: true })
  outcome: 'done' | 'changed' | 'unfit' | 'undone' | 'kept' | null;

  /** The columns as they were before, to be put back. */
  @Column('jsonb', { nullable: true })
  before: object | null;
}
