import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';
import { RuleEntity, type RuleState } from './rule.entity';

/** How a rule was. */
@Entity('rule_version')
export class RuleVersionEntity {
  @PrimaryColumn('text')
  @ForeignKey(() => RuleEntity, { onDelete: 'CASCADE' })
  ruleId: string;

  @PrimaryColumn('int')
  version: number;

  @Column('text')
  text: string;

  @Column('text')
  state: RuleState;

  @Column('boolean')
  removed: boolean;

  @Column('timestamptz')
  changedAt: Date;

  /** Null: the folder changed. */
  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  changedBy: string | null;
}
