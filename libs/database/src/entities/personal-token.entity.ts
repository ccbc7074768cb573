import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { AccountEntity } from './account.entity';

/** A token of a person for scripts. Deleting the row revokes it. */
@Entity('personal_token')
@Unique('personal_token_hash_key', ['hash'])
@Index('personal_token_account_id_idx', ['accountId'])
export class PersonalTokenEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  @Column('text')
  name: string;

  /** SHA-256 of the token, hexadecimal, so that a stolen table opens no door. */
  @Column('text')
  hash: string;

  /** What it may do at most. */
  @Column('text', { array: true })
  permissions: string[];

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;

  @Column('text', { nullable: true })
  lastAddress: string | null;
}
