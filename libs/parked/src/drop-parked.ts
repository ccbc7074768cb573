import type { EntityManager } from 'typeorm';

import { leaveParked } from './leave-parked';
import { conditionOf, type ParkedFilter } from './parked-filter';

/** Rows of one statement. */
const AT_ONCE = 5_000;

/** Drops all that are meant, but those another transaction is at. @returns how many. */
export async function dropParked(manager: EntityManager, filter: ParkedFilter, rule: string): Promise<number> {
  const { sql, parameters } = conditionOf(filter);
  let dropped = 0;
  for (let found = AT_ONCE; found === AT_ONCE; dropped += found) {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM parked_event WHERE ${sql} LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`,
      parameters,
    );
    await leaveParked(
      manager,
      rows.map(({ id }) => ({ id, fate: 'dropped', rule })),
    );
    found = rows.length;
  }
  return dropped;
}
