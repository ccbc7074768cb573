import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** A one-time link that makes an account: the first one (`setup`) or a further one (`responder`). */
@Entity('invitation')
@Check('invitation_kind_check', `kind IN ('setup', 'responder')`)
export class InvitationEntity {
  /** SHA-256 of the link's token, hexadecimal. */
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  kind: 'setup' | 'responder';

  @Column('text', { array: true })
  roles: string[];

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  usedAt: Date | null;
}
