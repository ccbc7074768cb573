import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { AccountEntity } from './account.entity';
import { IncidentEntity, type FieldMarks } from './incident.entity';

/** Somebody who works on an incident, or who may see a restricted one. */
@Entity('incident_person')
export class IncidentPersonEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => IncidentEntity, { onDelete: 'CASCADE' })
  incidentId: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => AccountEntity)
  accountId: string;

  @PrimaryColumn('text')
  role: 'team' | 'named';
}

/** When something of an incident happened. */
@Entity('incident_milestone')
export class IncidentMilestoneEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => IncidentEntity, { onDelete: 'CASCADE' })
  incidentId: string;

  @PrimaryColumn('text')
  name: string;

  @Column('timestamptz')
  at: Date;

  /** An alert's number, `phase`, or empty: by hand. */
  @Column('text')
  source: string;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  setBy: string | null;
}

/** A task, an indicator, a theory and whatever else belongs to an incident; `data` follows its kind. */
@Entity('incident_item')
@Unique('incident_item_incident_id_client_id_key', ['incidentId', 'clientId'])
@Index('incident_item_incident_id_kind_idx', ['incidentId', 'kind'])
// On the values of indicators; see the migration.
@Index('incident_item_indicator_idx', { synchronize: false })
export class IncidentItemEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey(() => IncidentEntity, { onDelete: 'CASCADE' })
  incidentId: string;

  @Column('text')
  kind: string;

  @Column('jsonb')
  data: Record<string, unknown>;

  /** Tocsin wrote it. */
  @Column('boolean')
  isAutomatic: boolean;

  /** Given by who added it, so that sending it again adds no second. */
  @Column('uuid', { nullable: true })
  clientId: string | null;

  @Column('jsonb')
  marks: FieldMarks;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  createdBy: string | null;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  updatedBy: string | null;

  @Column('timestamptz', { nullable: true })
  removedAt: Date | null;
}

/** An alert that belongs to an incident, and as it was then. */
@Entity('incident_alert')
@Index('incident_alert_alert_id_idx', ['alertId'])
export class IncidentAlertEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => IncidentEntity, { onDelete: 'CASCADE' })
  incidentId: string;

  @PrimaryColumn('uuid')
  alertId: string;

  @Column('jsonb')
  copy: object;

  @Column('timestamptz')
  linkedAt: Date;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  linkedBy: string | null;
}

/** Something that was done to an incident. */
@Entity('incident_history')
@Index('incident_history_incident_id_id_idx', ['incidentId', 'id'])
export class IncidentHistoryEntity {
  @PrimaryColumn('bigint', { generated: 'identity', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('uuid')
  @ForeignKey(() => IncidentEntity, { onDelete: 'CASCADE' })
  incidentId: string;

  @Column('timestamptz')
  at: Date;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  by: string | null;

  @Column('text')
  action: string;

  /** What it was done to, in words. */
  @Column('text')
  subject: string;

  @Column('jsonb', { nullable: true })
  before: unknown;

  @Column('jsonb', { nullable: true })
  after: unknown;
}

/** When somebody's reading of a restricted incident was last recorded in the audit log. */
@Entity('incident_read')
export class IncidentReadEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => IncidentEntity, { onDelete: 'CASCADE' })
  incidentId: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => AccountEntity)
  accountId: string;

  @Column('timestamptz')
  at: Date;
}
