import type { Level, Proof, RuleFacts } from '@tocsin/event-model';
import { Check, Column, Entity, ForeignKey, Generated, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

import { AccountEntity } from './account.entity';

/** States of an alert, in the order they are passed through. */
export type AlertStatus = 'new' | 'in_progress' | 'resolved';

/** What a resolved alert turned out to be. */
export type Verdict = 'true_positive' | 'false_positive' | 'benign' | 'duplicate';

/** What a person sees: signals of one rule about one entity, with the proof of the first and of the latest. */
@Entity('alert')
@Unique('alert_number_key', ['number'])
@Index('alert_last_at_id_idx', ['lastAt', 'id'])
@Index('alert_status_last_at_id_idx', ['status', 'lastAt', 'id'])
@Index('alert_unresolved_last_at_id_idx', ['lastAt', 'id'], { where: `status <> 'resolved'` })
@Index('alert_rule_id_group_key_last_at_idx', ['ruleId', 'groupKey', 'lastAt'])
@Index('alert_assignee_id_last_at_id_idx', ['assigneeId', 'lastAt', 'id'])
@Index('alert_rule_id_last_at_id_idx', ['ruleId', 'lastAt', 'id'])
@Index('alert_severity_last_at_id_idx', ['severity', 'lastAt', 'id'])
@Index('alert_verdict_last_at_id_idx', ['verdict', 'lastAt', 'id'])
@Index('alert_tags_idx', ['tags'], { type: 'gin' })
@Index('alert_updated_at_idx', ['updatedAt'])
@Index('alert_created_at_idx', ['createdAt'])
// On what is about the same value; see the migration.
@Index('alert_entity_idx', { synchronize: false })
// On the severity as a number; see the migration.
@Index('alert_unresolved_severe_idx', { synchronize: false })
@Index('alert_snoozed_until_idx', { synchronize: false })
// On what its conditions saw; see the migration.
@Index('alert_seen_idx', { synchronize: false })
@Check(
  'alert_verdict_check',
  `verdict IS NULL OR (verdict IN ('true_positive', 'false_positive', 'benign', 'duplicate') AND status = 'resolved')`,
)
@Check('alert_duplicate_of_check', `duplicate_of IS NULL OR (duplicate_of <> id AND verdict = 'duplicate')`)
@Check('alert_status_check', `status IN ('new', 'in_progress', 'resolved')`)
@Check('alert_severity_check', `severity IN ('informational', 'low', 'medium', 'high', 'critical')`)
export class AlertEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Counted by the database from 1, with gaps; people say `A-` and this. */
  @Column({
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    transformer: { from: Number, to: (value: unknown) => value },
  })
  // The strategy exists for plain columns too; only the decorator's type leaves it out.
  @Generated('identity' as 'increment')
  number: number;

  @Column('text')
  ruleId: string;

  @Column('jsonb')
  rule: RuleFacts;

  @Column('text')
  severity: Level;

  @Column('text')
  title: string;

  @Column('text')
  reason: string;

  @Column('text')
  detector: string;

  @Column('text', { nullable: true })
  entityField: string | null;

  @Column('text', { nullable: true })
  entityValue: string | null;

  @Column('text')
  groupKey: string;

  @Column('text', { default: 'new' })
  status: AlertStatus;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  assigneeId: string | null;

  @Column('timestamptz', { nullable: true })
  acknowledgedAt: Date | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  acknowledgedBy: string | null;

  @Column('timestamptz', { nullable: true })
  resolvedAt: Date | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  resolvedBy: string | null;

  /** Null in alerts resolved before verdicts were kept. */
  @Column('text', { nullable: true })
  verdict: Verdict | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AlertEntity)
  duplicateOf: string | null;

  /** A time in the past means not snoozed. */
  @Column('timestamptz', { nullable: true })
  snoozedUntil: Date | null;

  @Column('text', { array: true, default: () => `'{}'` })
  tags: string[];

  @Column('int')
  eventCount: number;

  @Column('int')
  signalCount: number;

  /** Event time of the first signal. */
  @Column('timestamptz')
  firstAt: Date;

  /** Event time of the latest signal. */
  @Column('timestamptz')
  lastAt: Date;

  @Column('timestamptz')
  createdAt: Date;

  /** Time of day of the last change; whoever changes a row sets it, and counts `revision` up by one. */
  @Column('timestamptz')
  updatedAt: Date;

  @Column('int', { default: 1 })
  revision: number;

  @Column('jsonb')
  proof: Proof;

  /** Proof of the latest signal; null while there is only one. */
  @Column('jsonb', { nullable: true })
  lastProof: Proof | null;
}
