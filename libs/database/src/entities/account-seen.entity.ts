import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** When somebody was last here, in any session; outlives the sessions. */
@Entity('account_seen')
export class AccountSeenEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  /** To the minute. */
  @Column('timestamptz')
  seenAt: Date;
}
