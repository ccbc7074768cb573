import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

import { BlockExportEntity } from './block-export.entity';

/** That a block list was fetched; the last ones of each export are kept. */
@Entity('block_fetch')
@Index('block_fetch_export_id_id_idx', ['exportId', 'id'])
export class BlockFetchEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('uuid')
  @ForeignKey(() => BlockExportEntity, { onDelete: 'CASCADE' })
  exportId: string;

  @Column('timestamptz')
  at: Date;

  /** Where it came from. */
  @Column('text')
  address: string;

  /** What the caller calls itself. */
  @Column('text')
  agent: string;

  /** The caller had it already. */
  @Column('boolean')
  wasCurrent: boolean;

  @Column('int')
  lines: number;
}
