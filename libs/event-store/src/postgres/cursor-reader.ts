import type { Pool, QueryResultRow } from 'pg';

import type { Statement } from './event-queries';
import { asking } from './failures';

const PORTION = 1_000;

/** Reads a large result piece by piece, so that it never stands in memory as a whole. Holds a transaction open meanwhile. */
export async function* readInPortions<Row extends QueryResultRow>(
  pool: Pool,
  statement: Statement,
): AsyncIterable<Row> {
  const client = await asking(() => pool.connect());
  let isClean = false;
  try {
    await asking(() => client.query('BEGIN READ ONLY'));
    await asking(() => client.query(`DECLARE portion NO SCROLL CURSOR FOR ${statement.text}`, statement.values));
    let rows: Row[];
    do {
      rows = (await asking(() => client.query<Row>(`FETCH ${PORTION} FROM portion`))).rows;
      yield* rows;
    } while (rows.length === PORTION);
    await asking(() => client.query('COMMIT'));
    isClean = true;
  } finally {
    // Also reached when the reader stops early: closing the connection is the surest end of a transaction.
    client.release(!isClean);
  }
}
