import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';

import { AccountEntity } from './account.entity';
import { WatchlistEntity } from './watchlist.entity';

/** One value of a watchlist, with the reason it is there. */
@Entity('watchlist_entry')
@Unique('watchlist_entry_watchlist_name_kind_value_key', ['watchlistName', 'kind', 'value'])
@Check('watchlist_entry_kind_check', `kind IN ('exact', 'cidr', 'domain')`)
export class WatchlistEntryEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  @ForeignKey(() => WatchlistEntity, { onDelete: 'CASCADE' })
  watchlistName: string;

  /** `domain` is met by the name itself and everything below it. */
  @Column('text')
  kind: 'exact' | 'cidr' | 'domain';

  @Column('text')
  value: string;

  @Column('text')
  reason: string;

  /** Ticket or address where more is told; may be empty. */
  @Column('text')
  reference: string;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  createdBy: string | null;
}
