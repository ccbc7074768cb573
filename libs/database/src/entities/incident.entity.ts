import type { Level } from '@tocsin/event-model';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { AccountEntity } from './account.entity';

/** Who set a field last, and when. */
export type FieldMarks = Readonly<Record<string, { readonly by: string | null; readonly at: string }>>;

/** Counts the incidents of a year. */
@Entity('incident_year')
export class IncidentYearEntity {
  @PrimaryColumn('int')
  year: number;

  @Column('int')
  last: number;
}

/** Something that happened and that people work on. */
@Entity('incident')
@Unique('incident_number_key', ['number'])
@Index('incident_updated_at_idx', ['updatedAt'])
@Index('incident_created_at_id_idx', ['createdAt', 'id'])
@Index('incident_merged_into_idx', ['mergedInto'], { where: 'merged_into IS NOT NULL' })
export class IncidentEntity {
  @PrimaryColumn('uuid')
  id: string;

  /** `INC-2026-0042`. */
  @Column('text')
  number: string;

  @Column('text')
  kind: 'investigation' | 'incident';

  /** What sort of thing happened: `phishing`; null while nobody said. */
  @Column('text', { nullable: true })
  type: string | null;

  @Column('text')
  title: string;

  @Column('text')
  summary: string;

  /** Whom to ask about what it affects. */
  @Column('text', { default: '' })
  contact: string;

  @Column('text')
  severity: Level;

  @Column('text')
  phase: string;

  @Column('timestamptz')
  phaseSince: Date;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  leadId: string | null;

  @Column('text')
  tlp: string;

  @Column('text')
  pap: string;

  @Column('text', { array: true })
  tags: string[];

  /** Only people who are named see it. */
  @Column('boolean')
  isRestricted: boolean;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => IncidentEntity)
  mergedInto: string | null;

  @Column('jsonb')
  marks: FieldMarks;

  /** Grows by one with every change of it or of what belongs to it. */
  @Column('int')
  revision: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  createdBy: string | null;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('timestamptz', { nullable: true })
  closedAt: Date | null;
}
