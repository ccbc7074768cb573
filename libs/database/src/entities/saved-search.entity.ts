import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** A search that somebody keeps under a name. */
@Entity('saved_search')
@Index('saved_search_owner_id_idx', ['ownerId'])
@Check('saved_search_audience_check', `audience IN ('private', 'team')`)
@Check('saved_search_sort_check', `sort IN ('newest', 'oldest')`)
export class SavedSearchEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey(() => AccountEntity)
  ownerId: string;

  @Column('text')
  name: string;

  @Column('text')
  audience: 'private' | 'team';

  @Column('text')
  q: string;

  /** A span that ends when it is looked for, or two times, RFC 3339. */
  @Column('jsonb')
  time: { readonly last: string } | { readonly from: string; readonly to: string };

  @Column('text', { array: true })
  columns: string[];

  @Column('text')
  sort: 'newest' | 'oldest';

  /** Grows with each change. */
  @Column('int')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
