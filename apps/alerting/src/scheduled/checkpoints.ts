import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource, type EntityManager } from 'typeorm';

/** How far a rule has looked, and when that was said. */
export interface Checkpoint {
  readonly ruleId: string;
  /** Everything received before was considered. */
  readonly coveredUntil: Date;
  readonly updatedAt: Date;
}

/** Another instance has run the rule meanwhile; what this one found is written by that one. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
}

/** A rule that was never run looks back this far. */
const FIRST_LOOK_BACK_MS = 24 * 3_600_000;

/** How far each scheduled rule has looked, in PostgreSQL. */
@Injectable()
export class Checkpoints {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The rule's checkpoint; a rule without one gets its first. */
  async read(ruleId: string): Promise<Checkpoint> {
    const now = this.clock.now();
    await this.dataSource.query(
      `INSERT INTO detection_checkpoint (rule_id, covered_until, updated_at) VALUES ($1, $2, $3)
       ON CONFLICT (rule_id) DO NOTHING`,
      [ruleId, new Date(now.getTime() - FIRST_LOOK_BACK_MS), now],
    );
    const [row] = await this.dataSource.query<{ covered_until: Date; updated_at: Date }[]>(
      'SELECT covered_until, updated_at FROM detection_checkpoint WHERE rule_id = $1',
      [ruleId],
    );
    return { ruleId, coveredUntil: row!.covered_until, updatedAt: row!.updated_at };
  }

  /**
   * Moves the checkpoint within a transaction, or says it stays where it is: nobody else moves it before the end of that.
   * @throws {CheckpointMoved} when it is not any more as it was read.
   */
  async move(manager: EntityManager, { ruleId, updatedAt }: Checkpoint, coveredUntil: Date): Promise<Checkpoint> {
    // The time also tells two changes apart, so it always grows.
    const [[row]] = await manager.query<[{ updated_at: Date }[], number]>(
      `UPDATE detection_checkpoint SET covered_until = $3, updated_at = greatest($4, updated_at + interval '1 ms')
       WHERE rule_id = $1 AND updated_at = $2 RETURNING updated_at`,
      [ruleId, updatedAt, coveredUntil, this.clock.now()],
    );
    if (row === undefined) throw new CheckpointMoved(`Another instance has run the rule ${ruleId} meanwhile.`);
    return { ruleId, coveredUntil, updatedAt: row.updated_at };
  }

  /** Forgets rules that are not there any more, whose checkpoints would hold back what is said to be covered. */
  async keepOnly(ruleIds: readonly string[]): Promise<void> {
    await this.dataSource.query('DELETE FROM detection_checkpoint WHERE rule_id <> ALL ($1::text[])', [ruleIds]);
  }
}
