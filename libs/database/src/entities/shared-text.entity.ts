import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** One change of a text that several people write at once. */
@Entity('text_update')
export class TextUpdateEntity {
  @PrimaryColumn('text')
  textId: string;

  /** Counts from 1, without gaps. */
  @PrimaryColumn('int')
  seq: number;

  /** As Yjs encodes it. */
  @Column('bytea')
  update: Buffer;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  by: string | null;

  @Column('timestamptz')
  at: Date;
}

/** All changes of a text up to one, in one piece. */
@Entity('text_snapshot')
export class TextSnapshotEntity {
  @PrimaryColumn('text')
  textId: string;

  /** The last change in it. */
  @Column('int')
  through: number;

  @Column('bytea')
  state: Buffer;

  @Column('timestamptz')
  at: Date;
}
