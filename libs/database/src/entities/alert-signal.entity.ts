import type { Proof } from '@tocsin/event-model';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AlertEntity } from './alert.entity';

/** One signal that was grouped into an alert; its id keeps a redelivered signal from counting twice. */
@Entity('alert_signal')
@Index('alert_signal_alert_id_at_idx', ['alertId', 'at'])
export class AlertSignalEntity {
  @PrimaryColumn('text')
  id: string;

  @Column('uuid')
  @ForeignKey(() => AlertEntity, { onDelete: 'CASCADE' })
  alertId: string;

  /** Event time. */
  @Column('timestamptz')
  at: Date;

  @Column('text')
  reason: string;

  @Column('jsonb')
  proof: Proof;

  @Column('timestamptz')
  createdAt: Date;
}
