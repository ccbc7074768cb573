import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The end of the audit log: one row. Whoever appends locks it, so that the chain has one order. */
@Entity('audit_head')
@Check('audit_head_id_check', 'id = 1')
export class AuditHeadEntity {
  @PrimaryColumn('smallint')
  id: number;

  @Column('bigint')
  seq: string;

  @Column('text')
  hash: string;
}
