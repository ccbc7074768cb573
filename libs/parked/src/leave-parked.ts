import { COUNT_CHANGES, GRAINS } from '@tocsin/ledger';
import type { EntityManager } from 'typeorm';

import type { Unparked } from './parked-events';

/**
 * An event leaves the parked once, and is counted with what was accepted at the same time as it was. What came without a claim is not in
 * the ledger.
 */
const LEAVE = `
  WITH fate AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) AS fate (id, fate, rule)
  ), gone AS (
    DELETE FROM parked_event AS parked USING fate WHERE parked.id = fate.id
    RETURNING parked.source, parked.claim, parked.received_at, fate.fate, fate.rule
  ), dated AS (
    SELECT gone.source, coalesce(claim.accepted_at, gone.received_at) AS accepted_at, fate, rule
      FROM gone LEFT JOIN ledger_claim AS claim USING (claim)
     WHERE gone.claim <> ''
  ), rules AS (
    INSERT INTO ledger_dropped (grain, at, source, rule, events)
    SELECT grain, date_trunc(grain, accepted_at, 'UTC'), source, rule, count(*)
      FROM dated CROSS JOIN ${GRAINS} WHERE fate = 'dropped'
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (grain, at, source, rule) DO UPDATE SET events = ledger_dropped.events + excluded.events
  ), change AS (
    SELECT source, accepted_at, 0 AS accepted, (fate = 'stored')::int AS stored, (fate = 'duplicate')::int AS duplicate,
           -1 AS parked, (fate = 'dropped')::int AS dropped, 0 AS unexplained
      FROM dated
  ) ${COUNT_CHANGES}`;

export async function leaveParked(manager: EntityManager, events: readonly Unparked[]): Promise<void> {
  if (events.length === 0) return;
  await manager.query(LEAVE, [
    events.map(({ id }) => id),
    events.map(({ fate }) => fate),
    events.map(({ rule }) => rule),
  ]);
}
