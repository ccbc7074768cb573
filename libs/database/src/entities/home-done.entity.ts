import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** A matter of the hand-over with which somebody is done. */
@Entity('home_done')
export class HomeDoneEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  accountId: string;

  /** Of the matter as it was. */
  @PrimaryColumn('text')
  key: string;

  @Column('timestamptz')
  at: Date;
}
