import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What a list is for; each kind has an enricher that reads it. */
export type ListKind = 'watchlist' | 'vip' | 'threat_indicator' | 'asset' | 'identity' | 'block' | 'allow';

/** How grave a hit is; the levels of Sigma. */
export type SignalLevel = 'informational' | 'low' | 'medium' | 'high' | 'critical';

/** A named list of terms that workers know by heart. A trigger gives each change a revision; see the migration. */
@Entity('list')
@Index('list_name_idx', ['name'], { unique: true, where: 'removed_at IS NULL' })
@Check('list_kind_check', `kind IN ('watchlist', 'vip', 'threat_indicator', 'asset', 'identity', 'block', 'allow')`)
@Check('list_signal_level_check', `signal_level IN ('informational', 'low', 'medium', 'high', 'critical')`)
export class ListEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  kind: ListKind;

  @Column('text')
  description: string;

  /** Null: a hit raises no signal. */
  @Column('text', { nullable: true })
  signalLevel: SignalLevel | null;

  /** How long an entry holds that comes without an end; null: until it is removed. */
  @Column('int', { nullable: true })
  validDays: number | null;

  @Column('timestamptz')
  createdAt: Date;

  /** Its entries are no longer in force and will be deleted. */
  @Column('timestamptz', { nullable: true })
  removedAt: Date | null;

  /** Grows with each change somebody makes, so that nobody overwrites what they have not seen. */
  @Column('int', { default: 1 })
  version: number;

  /** Written by the database. */
  @Column({ type: 'bigint', insert: false, update: false })
  revision: string;
}
