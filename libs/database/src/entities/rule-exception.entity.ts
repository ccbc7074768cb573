import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';
import { RuleEntity } from './rule.entity';

/** What a rule leaves out because somebody knows it to be harmless; the filter of the same id does it. */
@Entity('rule_exception')
@Index('rule_exception_rule_id_idx', ['ruleId', 'createdAt'])
@Index('rule_exception_ends_at_idx', ['endsAt'])
export class RuleExceptionEntity {
  @PrimaryColumn('text')
  @ForeignKey(() => RuleEntity, { onDelete: 'CASCADE' })
  id: string;

  /** The rule that leaves it out; it may be gone. */
  @Column('text')
  ruleId: string;

  /** Number of the alert it was made from. */
  @Column('text')
  alert: string;

  @Column('jsonb')
  conditions: { readonly field: string; readonly value: string }[];

  @Column('text')
  reason: string;

  @Column('uuid')
  @ForeignKey(() => AccountEntity)
  ownerId: string;

  /** The filter is taken out then. */
  @Column('timestamptz')
  endsAt: Date;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  createdBy: string | null;
}
