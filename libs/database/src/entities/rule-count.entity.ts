import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often a rule matched. A batch that is delivered twice counts twice. */
@Entity('rule_count')
export class RuleCountEntity {
  @PrimaryColumn('text')
  ruleId: string;

  @Column({ type: 'bigint', transformer: { from: Number, to: (value: unknown) => value } })
  matches: number;

  /** Of them, those that raised nothing. */
  @Column({ type: 'bigint', transformer: { from: Number, to: (value: unknown) => value } })
  shadowMatches: number;

  /** Time of day of the last match. */
  @Column('timestamptz')
  lastAt: Date;
}
