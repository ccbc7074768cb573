import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { BatchOutcomeEntity } from '@tocsin/database';
import { DataSource, In } from 'typeorm';

import type { BatchOutcome } from './batch-outcome';
import { BatchOutcomes } from './batch-outcomes';

/** In order of the key, so that workers with the same batches wait for each other and never in a circle. */
const INSERT = `
  WITH outcome AS (
    SELECT *
    FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::jsonb[], $9::jsonb[], $11::timestamptz[], $12::int[])
      AS outcome (batch_id, claim, source, events, stored, duplicate, parked, dropped, sightings, received_at, documents)
  ), fresh AS (
    INSERT INTO batch_outcome (batch_id, claim, source, events, stored, duplicate, parked, dropped, recorded_at, received_at, documents)
    SELECT batch_id, claim, source, events, stored, duplicate, parked, dropped, $10::timestamptz, received_at, documents FROM outcome ORDER BY batch_id, claim
    ON CONFLICT DO NOTHING
    RETURNING batch_id, claim
  ), sighted AS (
    INSERT INTO sighted_batch (batch_id, recorded_at)
    SELECT DISTINCT batch_id, $10::timestamptz
    FROM outcome JOIN fresh USING (batch_id, claim)
    WHERE jsonb_array_length(sightings) > 0
    ORDER BY batch_id
    ON CONFLICT DO NOTHING
    RETURNING batch_id
  )
  INSERT INTO sighting_journal (batch_id, sightings)
  SELECT DISTINCT ON (batch_id) batch_id, sightings
  FROM outcome JOIN sighted USING (batch_id)
  ORDER BY batch_id, claim`;
const DELETE_SOME = `
  DELETE FROM batch_outcome WHERE (batch_id, claim) IN (
    SELECT batch_id, claim FROM batch_outcome WHERE recorded_at < $1 ORDER BY recorded_at LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;
const DELETE_SIGHTED = `
  DELETE FROM sighted_batch WHERE batch_id IN (
    SELECT batch_id FROM sighted_batch WHERE recorded_at < $1 ORDER BY recorded_at LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;
/** Rows per statement: far from any time limit. */
const DELETED_AT_ONCE = 10_000;
const NUL = /\0/g;

/** Outcomes in PostgreSQL. */
@Injectable()
export class PostgresBatchOutcomes extends BatchOutcomes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async record(outcomes: readonly BatchOutcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    await this.dataSource.query(INSERT, [
      outcomes.map(({ batchId }) => storable(batchId)),
      outcomes.map(({ claim }) => storable(claim)),
      outcomes.map(({ source }) => storable(source)),
      outcomes.map(({ events }) => events),
      outcomes.map(({ stored }) => stored),
      outcomes.map(({ duplicate }) => duplicate),
      outcomes.map(({ parked }) => parked),
      outcomes.map(({ dropped }) => JSON.stringify(dropped)),
      outcomes.map(({ sightings = [] }) => JSON.stringify(sightings)),
      this.clock.now(),
      outcomes.map(({ receivedAt = null }) => receivedAt),
      outcomes.map(({ documents = null }) => documents),
    ]);
  }

  override async find(batchIds: readonly string[], source: string): Promise<BatchOutcome[]> {
    const where = { batchId: In(batchIds), source };
    const rows = await this.dataSource.getRepository(BatchOutcomeEntity).findBy(where);
    return rows.map(({ recordedAt: _, receivedAt: __, documents: ___, ...outcome }) => outcome);
  }

  override async deleteBefore(time: Date): Promise<number> {
    await this.deleteAll(DELETE_SIGHTED, time);
    return this.deleteAll(DELETE_SOME, time);
  }

  private async deleteAll(statement: string, time: Date): Promise<number> {
    let total = 0;
    for (let deleted = DELETED_AT_ONCE; deleted === DELETED_AT_ONCE; total += deleted) {
      const [, count] = await this.dataSource.query<[unknown, number]>(statement, [time, DELETED_AT_ONCE]);
      deleted = count;
    }
    return total;
  }
}

/** PostgreSQL keeps no NUL in text. */
function storable(text: string): string {
  return text.replace(NUL, '\u2400');
}
