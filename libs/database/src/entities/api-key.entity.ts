import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';
import { SourceEntity } from './source.entity';

/** A key that can send events as one source, and nothing else. */
@Entity('api_key')
@Index('api_key_source_name_idx', ['sourceName'])
@Index('api_key_changed_version_idx', ['changedVersion'])
export class ApiKeyEntity {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  @ForeignKey(() => SourceEntity)
  sourceName: string;

  /** SHA-256 of the secret, hexadecimal: the secret is 256 random bits, so no slow hash is needed. */
  @Column('text')
  secretHash: string;

  @Column('text')
  description: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  /** To about a minute; null when it was never used. */
  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  createdBy: string | null;

  /** Set by a trigger; see `SenderVersionEntity`. */
  @Column('integer', { default: 0, select: false })
  changedVersion: number;
}
