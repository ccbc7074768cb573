import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { PoisonNotes, type NotedBatch, type PoisonNote } from './poison-notes';

/** A worker may have died between the end of a batch and the end of its note. */
const KEPT_MS = 24 * 3_600_000;

/** Notes in PostgreSQL. */
@Injectable()
export class PostgresPoisonNotes extends PoisonNotes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async find({ id, claim = '' }: NotedBatch): Promise<PoisonNote | undefined> {
    const [note] = await this.dataSource.query<PoisonNote[]>(
      'SELECT at, next, guilty FROM poison_note WHERE batch_id = $1 AND claim = $2',
      [id, claim],
    );
    return note;
  }

  override async save({ id, claim = '' }: NotedBatch, { at, next, guilty }: PoisonNote): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO poison_note (batch_id, claim, at, next, guilty, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (batch_id, claim) DO UPDATE SET at = $3, next = $4, guilty = $5, updated_at = $6`,
      [id, claim, at, next, guilty, this.clock.now()],
    );
  }

  override async forget({ id, claim = '' }: NotedBatch): Promise<void> {
    const old = new Date(this.clock.now().getTime() - KEPT_MS);
    await this.dataSource.query('DELETE FROM poison_note WHERE (batch_id = $1 AND claim = $2) OR updated_at < $3', [
      id,
      claim,
      old,
    ]);
  }
}
