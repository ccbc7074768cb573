import type { RuleFacts } from '@tocsin/event-model';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';
import { RuleSetEntity } from './rule-set.entity';

export type RuleKind = 'detection' | 'correlation' | 'filter';

/** A shadow rule is counted and raises no signal. */
export type RuleState = 'enabled' | 'shadow' | 'disabled';

/** A detection rule: one document of Sigma. */
@Entity('rule')
@Check('rule_kind_check', `kind IN ('detection', 'correlation', 'filter')`)
@Check('rule_state_check', `state IN ('enabled', 'shadow', 'disabled')`)
export class RuleEntity {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  kind: RuleKind;

  /** Folder it comes from; null: it was written here. */
  @Column('text', { nullable: true })
  @ForeignKey(() => RuleSetEntity)
  setName: string | null;

  /** Path in the folder; empty for one written here. */
  @Column('text')
  file: string;

  /** The document that is at work. */
  @Column('text')
  text: string;

  /** What the folder has; another text than `text` when somebody changed it here. */
  @Column('text', { nullable: true })
  folderText: string | null;

  @Column('jsonb')
  facts: RuleFacts;

  @Column('jsonb')
  logsource: Record<string, string>;

  @Column('text')
  state: RuleState;

  /** Grows with each change, so that nobody overwrites what they have not seen, and workers know what to fetch. */
  @Column('int', { default: 1 })
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  /** Null: the folder changed. */
  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  updatedBy: string | null;

  @Column('timestamptz', { nullable: true })
  removedAt: Date | null;
}
