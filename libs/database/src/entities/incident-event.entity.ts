import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';
import { IncidentEntity } from './incident.entity';

/** The copy of an event that belongs to an incident; it stays when the event is deleted by age. */
@Entity('incident_event')
@Index('incident_event_incident_id_at_idx', ['incidentId', 'at'])
export class IncidentEventEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => IncidentEntity, { onDelete: 'CASCADE' })
  incidentId: string;

  /** As the event store has it. */
  @PrimaryColumn('text')
  eventId: string;

  /** UTC day of the index that held it. */
  @Column('text')
  day: string;

  /** The whole event as JSON; `jsonb` would refuse what a hostile event may hold. */
  @Column('text')
  copy: string;

  /** Event time, RFC 3339, as the event tells it. */
  @Column('text')
  at: string;

  /** How its message begins. */
  @Column('text')
  message: string;

  /** The alert whose proof it was, or empty: added by hand. */
  @Column('text')
  source: string;

  @Column('timestamptz')
  linkedAt: Date;

  @Column('uuid')
  @ForeignKey(() => AccountEntity)
  linkedBy: string;

  /** Taken out again; the copy stays. */
  @Column('timestamptz', { nullable: true })
  removedAt: Date | null;
}
