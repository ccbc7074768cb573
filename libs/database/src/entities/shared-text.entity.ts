import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

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

/** How a text stood after one of its changes. */
@Entity('text_version')
export class TextVersionEntity {
  @PrimaryColumn('text')
  textId: string;

  /** The last change in it. */
  @PrimaryColumn('int')
  seq: number;

  @Column('text')
  content: string;

  /** Accounts that wrote since the version before. */
  @Column('uuid', { array: true })
  authors: string[];

  @Column('timestamptz')
  at: Date;
}

/** The words of a text, for the search; a few seconds old while somebody writes. */
@Entity('text_content')
@Index('text_content_owner', ['owner'])
@Index('text_content_stale', ['textId'], { where: 'is_stale' })
export class TextContentEntity {
  @PrimaryColumn('text')
  textId: string;

  /** What the text belongs to: the first two parts of its id, `incident/INC-2026-0042`. */
  @Column('text')
  owner: string;

  @Column('text')
  content: string;

  /** Changes came after these words. */
  @Column('boolean')
  isStale: boolean;
}
