import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AccountEntity } from './account.entity';

/** One change that somebody made, or one look at something sensitive. Rows are added and never changed; the database refuses it. */
@Entity('audit_entry')
@Index('audit_entry_at_idx', ['at'])
@Index('audit_entry_object_kind_object_id_seq_idx', ['objectKind', 'objectId', 'seq'])
@Index('audit_entry_actor_id_seq_idx', ['actorId', 'seq'])
export class AuditEntryEntity {
  /** From 1, without gaps. */
  @PrimaryColumn('bigint')
  seq: string;

  @Column('timestamptz')
  at: Date;

  /** Null: the command line, or Tocsin itself. */
  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  actorId: string | null;

  @Column('text')
  actorName: string;

  @Column('text')
  action: string;

  @Column('text')
  objectKind: string;

  @Column('text')
  objectId: string;

  /** JSON as it was hashed; `jsonb` would write it anew. */
  @Column('text', { nullable: true })
  before: string | null;

  @Column('text', { nullable: true })
  after: string | null;

  @Column('text', { nullable: true })
  address: string | null;

  @Column('text', { nullable: true })
  requestId: string | null;

  /** SHA-256 over this row and the hash of the row before, in hexadecimal digits. */
  @Column('text')
  hash: string;
}
