import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** An authenticator app that makes time-based codes. */
@Entity('authenticator')
export class AuthenticatorEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  /** Readable only with the key of the installation. */
  @Column('bytea')
  sealedSecret: Buffer;

  /** Step of the last code that was taken; none is taken twice. */
  @Column('int')
  lastStep: number;

  /** Asked for since then; null while it is being set up. */
  @Column('timestamptz', { nullable: true })
  confirmedAt: Date | null;
}

/** A code for when the app is lost; good once. */
@Entity('recovery_code')
export class RecoveryCodeEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  /** SHA-256, hexadecimal. */
  @PrimaryColumn('text')
  hash: string;

  @Column('timestamptz', { nullable: true })
  usedAt: Date | null;
}

/** A sign-in whose password was right and whose code is awaited. */
@Entity('sign_in_step')
@Index('sign_in_step_account_id_idx', ['accountId'])
@Index('sign_in_step_expires_at_idx', ['expiresAt'])
export class SignInStepEntity {
  /** SHA-256 of the ticket, hexadecimal. */
  @PrimaryColumn('text')
  id: string;

  @Column('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  /** Tells whether the password is still the one that was proven. */
  @Column('text')
  proof: string;

  @Column('timestamptz')
  expiresAt: Date;
}
