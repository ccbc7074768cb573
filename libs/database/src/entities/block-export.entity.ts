import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

import { AccountEntity } from './account.entity';
import { ListEntity } from './list.entity';

/** An address under which a firewall fetches a block list. */
@Entity('block_export')
@Unique('block_export_token_hash_key', ['tokenHash'])
@Index('block_export_list_id_idx', ['listId'])
@Check('block_export_holds_check', `holds IN ('addresses', 'domains')`)
export class BlockExportEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey(() => ListEntity, { onDelete: 'CASCADE' })
  listId: string;

  /** Who fetches it. */
  @Column('text')
  name: string;

  @Column('text')
  holds: 'addresses' | 'domains';

  /** Null: nobody fetches it any more. */
  @Column('text', { nullable: true })
  tokenHash: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  createdBy: string | null;

  @Column('timestamptz', { nullable: true })
  renewedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  /** Of what was served last. */
  @Column('text', { default: '' })
  etag: string;

  /** When a fetch first met what was served last. */
  @Column('timestamptz', { nullable: true })
  changedAt: Date | null;
}
