import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

import { AccountEntity } from './account.entity';
import { ListEntity } from './list.entity';

/**
 * One term of a list and what is said of it. A removed entry stays for some days, so that workers hear of it. A trigger gives
 * each change a revision; see the migration.
 */
@Entity('list_entry')
@Unique('list_entry_list_id_kind_key_key', ['listId', 'kind', 'key'])
@Index('list_entry_revision_idx', ['revision'])
@Index('list_entry_list_id_created_at_id_idx', ['listId', 'createdAt', 'id'])
@Check('list_entry_kind_check', `kind IN ('exact', 'cidr', 'domain', 'regex')`)
export class ListEntryEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey(() => ListEntity, { onDelete: 'CASCADE' })
  listId: string;

  @Column('text')
  kind: 'exact' | 'cidr' | 'domain' | 'regex';

  /** Canonical: two spellings of a term have one key. */
  @Column('text')
  key: string;

  /** As it was given. */
  @Column('text')
  value: string;

  /** What the kind of list says of a term: reason, owner, role, confidence, … */
  @Column('jsonb')
  facts: Record<string, unknown>;

  @Column('timestamptz', { nullable: true })
  validFrom: Date | null;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  createdBy: string | null;

  @Column('timestamptz', { nullable: true })
  removedAt: Date | null;

  /** Written by the database. */
  @Column({ type: 'bigint', insert: false, update: false })
  revision: string;
}
