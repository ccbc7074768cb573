import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A person who may sign in. Accounts are disabled, never deleted: alerts and history name them. */
@Entity('account')
@Unique('account_username_key', ['username'])
export class AccountEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Lower case. */
  @Column('text')
  username: string;

  @Column('text')
  displayName: string;

  /** PHC string of argon2id. */
  @Column('text')
  passwordHash: string;

  /** What may be done follows from them. */
  @Column('text', { array: true })
  roles: string[];

  /** Grows with every change of what the account may do; live connections that know another one are closed. */
  @Column('int')
  rightsVersion: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  disabledAt: Date | null;
}
