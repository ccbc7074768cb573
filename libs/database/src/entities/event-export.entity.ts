import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** A file of events that somebody asked for. */
@Entity('event_export')
@Index('event_export_account_id_created_at_idx', ['accountId', 'createdAt'])
@Check('event_export_format_check', `format IN ('csv', 'ndjson')`)
@Check('event_export_state_check', `state IN ('ready', 'running', 'done', 'cancelled', 'failed')`)
export class EventExportEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  @Column('text')
  q: string;

  /** Half-open span of event time. */
  @Column('timestamptz')
  from: Date;

  @Column('timestamptz')
  to: Date;

  @Column('text')
  format: 'csv' | 'ndjson';

  @Column('text', { array: true })
  columns: string[];

  @Column('text')
  state: 'ready' | 'running' | 'done' | 'cancelled' | 'failed';

  /** Events that matched when it was asked for. */
  @Column('int')
  total: number;

  @Column('int')
  written: number;

  /** Why it is not whole; else empty. */
  @Column('text')
  detail: string;

  @Column('timestamptz')
  createdAt: Date;

  /** While it runs, moved on every second: one that stands still has lost its process. */
  @Column('timestamptz')
  updatedAt: Date;
}
