import { Column, Entity, ForeignKey, Generated, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';
import { AlertEntity } from './alert.entity';

export type AlertHistoryKind =
  'acknowledge' | 'assign' | 'resolve' | 'reopen' | 'snooze' | 'unsnooze' | 'comment' | 'tag';

/** One thing somebody did to an alert. Rows are added and never changed. */
@Entity('alert_history')
@Index('alert_history_alert_id_id_idx', ['alertId', 'id'])
export class AlertHistoryEntity {
  /** Counted by the database, with gaps; of one alert in the order in which it happened. */
  @PrimaryColumn({ type: 'bigint', generatedIdentity: 'ALWAYS' })
  // The strategy exists for plain columns too; only the decorator's type leaves it out.
  @Generated('identity' as 'increment')
  id: string;

  @Column('uuid')
  @ForeignKey(() => AlertEntity, { onDelete: 'CASCADE' })
  alertId: string;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  kind: AlertHistoryKind;

  /** Null: Tocsin itself. */
  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  by: string | null;

  @Column('jsonb')
  detail: object;
}
