import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** A key pair of somebody's device or password manager; we know the public half. */
@Entity('passkey')
@Index('passkey_account_id_idx', ['accountId'])
export class PasskeyEntity {
  /** Of the credential, base64url. */
  @PrimaryColumn('text')
  id: string;

  @Column('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  /** COSE. */
  @Column('bytea')
  publicKey: Buffer;

  /** Signatures so far, as the authenticator counts them; 0 where it does not. */
  @Column('bigint')
  counter: string;

  @Column('text')
  name: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;
}

/** What a passkey is asked to sign; good once. */
@Entity('passkey_challenge')
@Index('passkey_challenge_expires_at_idx', ['expiresAt'])
export class PasskeyChallengeEntity {
  /** SHA-256 of the challenge, hexadecimal. */
  @PrimaryColumn('text')
  id: string;

  /** Who registers a passkey; null for a sign-in. */
  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string | null;

  @Column('timestamptz')
  expiresAt: Date;
}
