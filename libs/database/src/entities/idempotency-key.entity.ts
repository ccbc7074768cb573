import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** A command its sender named, so that sending it again does not do it again. */
@Entity('idempotency_key')
@Index('idempotency_key_claimed_at_idx', ['claimedAt'])
export class IdempotencyKeyEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  /** SHA-256 of the key: the key itself opens the answer. */
  @PrimaryColumn('bytea')
  keyHash: Buffer;

  /** SHA-256 of method, address and body. */
  @Column('bytea')
  requestHash: Buffer;

  @Column('timestamptz')
  claimedAt: Date;

  /** Null as long as nobody knows how it went. */
  @Column('int', { nullable: true })
  status: number | null;

  /** Sealed with the key, because some answers hold secrets that are told once. */
  @Column('bytea', { nullable: true })
  answer: Buffer | null;
}
