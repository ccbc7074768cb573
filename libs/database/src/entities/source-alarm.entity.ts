import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** That something was not as usual with a source; open until it is again. */
@Entity('source_alarm')
@Index('source_alarm_open_idx', ['source', 'kind'], { unique: true, where: 'ended_at IS NULL' })
export class SourceAlarmEntity {
  @PrimaryColumn('text')
  source: string;

  @PrimaryColumn('text')
  kind: string;

  @PrimaryColumn('timestamptz')
  raisedAt: Date;

  /** Since when, as far as is known. */
  @Column('timestamptz')
  since: Date;

  @Column('text')
  reason: string;

  @Column('text')
  expected: string;

  @Column('text')
  seen: string;

  /** Hosts or fields that are missing. */
  @Column('jsonb', { default: [] })
  subjects: readonly string[];

  /** Titles of the enabled rules that do not see what they look for. */
  @Column('jsonb')
  blind: readonly { readonly id: string; readonly title: string }[];

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;
}
