import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why a document of a folder is no rule. */
export interface RefusedDocument {
  readonly file: string;
  readonly line: number;
  readonly rule: string | null;
  readonly reason: string;
  readonly advice: string;
}

/** A folder of rules, and how reading it went. */
@Entity('rule_set')
export class RuleSetEntity {
  @PrimaryColumn('text')
  name: string;

  @Column('text')
  folder: string;

  /** Of two sets with a rule of one id, that of the lower position counts. */
  @Column('int')
  position: number;

  /** Of what was read last. */
  @Column('text')
  digest: string;

  /** Values by the name of the placeholder. */
  @Column('jsonb')
  placeholders: Record<string, string[]>;

  @Column('jsonb')
  refused: RefusedDocument[];

  /** Why the folder could not be read the last time; empty when it could. */
  @Column('text', { default: '' })
  trouble: string;

  @Column('timestamptz', { nullable: true })
  importedAt: Date | null;

  /** Grows with each change. */
  @Column('int', { default: 1 })
  version: number;
}
