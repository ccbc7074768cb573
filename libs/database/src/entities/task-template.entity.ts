import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** Tasks that incidents of a type get in a phase, as people of this place want them. */
@Entity('task_template')
export class TaskTemplateEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  /** Of which incidents; null: of all. */
  @Column('text', { nullable: true })
  type: string | null;

  /** In which phase; null: in all. */
  @Column('text', { nullable: true })
  phase: string | null;

  @Column('jsonb')
  tasks: readonly {
    readonly title: string;
    readonly dueInMinutes: number | null;
    readonly checklist: readonly string[];
  }[];

  /** Grows with each change. */
  @Column('int')
  version: number;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('uuid')
  @ForeignKey(() => AccountEntity)
  updatedBy: string;
}
