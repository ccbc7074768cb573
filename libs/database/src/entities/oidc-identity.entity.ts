import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { AccountEntity } from './account.entity';

/** Whom a provider of single sign-on means by a subject. Such an account has no password that anybody knows. */
@Entity('oidc_identity')
@Unique('oidc_identity_account_id_key', ['accountId'])
export class OidcIdentityEntity {
  @PrimaryColumn('text')
  issuer: string;

  @PrimaryColumn('text')
  subject: string;

  @Column('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  @Column('timestamptz')
  createdAt: Date;
}
