import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** A signed-in browser. The row is the session: deleting it signs the browser out. */
@Entity('session')
@Index('session_account_id_idx', ['accountId'])
@Index('session_expires_at_idx', ['expiresAt'])
export class SessionEntity {
  /** SHA-256 of the cookie's token, hexadecimal, so that a stolen table opens no door. */
  @PrimaryColumn('text')
  id: string;

  @Column('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  lastSeenAt: Date;

  @Column('timestamptz')
  expiresAt: Date;

  /** When the account was last seen before this session, or before a long pause of it; null: never. */
  @Column('timestamptz', { nullable: true })
  previousSeenAt: Date | null;

  @Column('text')
  userAgent: string;

  @Column('text')
  address: string;

  /** Of a session by single sign-on, for ending it at the provider; it opens nothing here. */
  @Column('text', { nullable: true })
  idToken: string | null;

  /** When it ends whatever is done; null: a week after it began. */
  @Column('timestamptz', { nullable: true })
  endsAt: Date | null;
}
