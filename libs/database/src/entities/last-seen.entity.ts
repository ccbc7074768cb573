import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** When a key of a list was seen first and last, and how often. */
@Entity('last_seen')
@Index('last_seen_revision_idx', ['revision'])
@Index('last_seen_last_seen_idx', ['list', 'lastSeen', 'key'])
@Index('last_seen_first_seen_idx', ['list', 'firstSeen', 'key'])
export class LastSeenEntity {
  @PrimaryColumn('text')
  list: string;

  /** The values of the list's fields, as a JSON array of texts. */
  @PrimaryColumn('text', { collation: 'C' })
  key: string;

  @Column('timestamptz')
  firstSeen: Date;

  @Column('timestamptz')
  lastSeen: Date;

  /** Of events; a text, as it may be larger than a number can hold. */
  @Column('bigint')
  count: string;

  @Column('text')
  lastEventId: string;

  /** Grows with every change of the row: who has followed up to one asks for what is later. */
  @Column('bigint')
  revision: string;
}
