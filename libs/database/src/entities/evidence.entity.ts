import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { AccountEntity } from './account.entity';
import { IncidentEntity } from './incident.entity';

/** A file that was put into an incident; its bytes are in {@link EvidenceChunkEntity}. */
@Entity('evidence')
@Unique('evidence_incident_id_number_key', ['incidentId', 'number'])
@Index('evidence_arriving_idx', ['beatAt'], { where: `state = 'arriving'` })
@Check('evidence_state_check', `state IN ('arriving', 'kept', 'removed')`)
export class EvidenceEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  @ForeignKey(() => IncidentEntity, { onDelete: 'CASCADE' })
  incidentId: string;

  /** The 3 of `E-3`; null while it arrives. */
  @Column('int', { nullable: true })
  number: number | null;

  @Column('text')
  name: string;

  @Column('text')
  description: string;

  @Column('bigint')
  bytes: string;

  /** In hexadecimal digits; empty while it arrives. */
  @Column('text')
  sha256: string;

  @Column('text')
  state: 'arriving' | 'kept' | 'removed';

  /** While it arrives, moved on with each portion: one that stands still has lost its sender. */
  @Column('timestamptz')
  beatAt: Date;

  @Column('timestamptz')
  uploadedAt: Date;

  @Column('uuid')
  @ForeignKey(() => AccountEntity)
  uploadedBy: string;

  @Column('timestamptz', { nullable: true })
  verifiedAt: Date | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  verifiedBy: string | null;

  /** Whether the bytes had their hash when they were last verified. */
  @Column('boolean', { nullable: true })
  isWhole: boolean | null;

  @Column('timestamptz', { nullable: true })
  removedAt: Date | null;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => AccountEntity)
  removedBy: string | null;

  @Column('text', { nullable: true })
  removedReason: string | null;
}

/** A mebibyte of a file, or its rest. */
@Entity('evidence_chunk')
export class EvidenceChunkEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => EvidenceEntity, { onDelete: 'CASCADE' })
  evidenceId: string;

  /** Counts from 0, without gaps. */
  @PrimaryColumn('int')
  position: number;

  @Column('bytea')
  bytes: Buffer;
}

/** Who had to do with a file. Rows are added and never changed; the database refuses it. */
@Entity('evidence_custody')
@Index('evidence_custody_evidence_id_id_idx', ['evidenceId', 'id'])
export class EvidenceCustodyEntity {
  @PrimaryColumn('bigint', { generated: 'identity', generatedIdentity: 'ALWAYS' })
  id: string;

  /** It is kept whatever becomes of the evidence. */
  @Column('uuid')
  evidenceId: string;

  @Column('timestamptz')
  at: Date;

  @Column('uuid')
  @ForeignKey(() => AccountEntity)
  by: string;

  @Column('text')
  action: string;

  /** What came of it, in words. */
  @Column('text')
  detail: string;

  @Column('text', { nullable: true })
  address: string | null;
}
