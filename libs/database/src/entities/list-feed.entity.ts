import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';
import { ListEntity } from './list.entity';

/** Where a list is fetched from, and how that went. */
@Entity('list_feed')
export class ListFeedEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => ListEntity, { onDelete: 'CASCADE' })
  listId: string;

  @Column('text')
  url: string;

  @Column('int')
  everyMinutes: number;

  /** How to read it: the query of an import. */
  @Column('jsonb')
  import: Record<string, string>;

  @Column('timestamptz')
  nextAt: Date;

  /** When it was last fetched and taken in. */
  @Column('timestamptz', { nullable: true })
  fetchedAt: Date | null;

  @Column('jsonb', { nullable: true })
  report: Record<string, unknown> | null;

  /** Why the last try failed; empty when it did not. */
  @Column('text', { default: '' })
  trouble: string;

  @Column('uuid')
  @ForeignKey(() => AccountEntity)
  createdBy: string;
}
