import type { Pool } from 'pg';

import { SearchTooSlow, type TopValues, type TopValuesRequest } from '../event-store';
import { distinctOf } from '../top-values';
import { presenceStatement, topValuesStatement } from './event-queries';
import { asking, stateOf } from './failures';

const BROKEN_OFF = '57014';

/** Counts in one unchanging view of the events, so that the numbers agree. */
export async function readTopValues(pool: Pool, request: TopValuesRequest): Promise<TopValues> {
  const client = await asking(() => pool.connect());
  let isClean = false;
  try {
    const answer = await asking(async () => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await client.query(`SET LOCAL statement_timeout = ${request.limitMs}`);
      const top = await client.query<ValueRow>(topValuesStatement(request));
      const presence = await client.query<PresenceRow>(presenceStatement(request));
      await client.query('COMMIT');
      return answerOf(top.rows, presence.rows[0]);
    });
    isClean = true;
    return answer;
  } catch (error) {
    if (stateOf((error as Error).cause ?? error) === BROKEN_OFF) throw new SearchTooSlow(request.limitMs);
    throw error;
  } finally {
    client.release(!isClean);
  }
}

function answerOf(rows: readonly ValueRow[], presence: PresenceRow | undefined): TopValues {
  const values = rows.map(({ value, count }) => ({ value, count: Number(count) }));
  const distinct = distinctOf(Number(rows[0]?.distinct ?? 0));
  return { total: Number(presence?.total ?? 0), events: Number(presence?.events ?? 0), distinct, values };
}

interface ValueRow {
  readonly value: string;
  readonly count: string;
  readonly distinct: string;
}

interface PresenceRow {
  readonly total: string;
  readonly events: string;
}
