import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How far a batch that takes its workers down has been examined, line by line; outlives the worker that examines. */
@Entity('poison_note')
@Index('poison_note_updated_at_idx', ['updatedAt'])
export class PoisonNoteEntity {
  @PrimaryColumn('text')
  batchId: string;

  @PrimaryColumn('text')
  claim: string;

  /** Line under examination, from 0: the guilty one, if whoever finds this is another worker. Null when none is. */
  @Column('int', { nullable: true })
  at: number | null;

  /** First line that was not examined yet. */
  @Column('int')
  next: number;

  /** Lines that took a worker down. */
  @Column('int', { array: true })
  guilty: number[];

  @Column('timestamptz')
  updatedAt: Date;
}
