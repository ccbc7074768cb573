/** A row for each of the three grains, so that one change is counted in all of them. */
export const GRAINS = `(VALUES ('minute'), ('hour'), ('day')) AS grains (grain)`;

/** Adds to the counts what a common table expression `change` tells: source, accepted_at and six numbers. */
export const COUNT_CHANGES = `
  INSERT INTO ledger_count (grain, at, source, accepted, stored, duplicate, parked, dropped, unexplained)
  SELECT grain, date_trunc(grain, accepted_at, 'UTC'), source,
         sum(accepted), sum(stored), sum(duplicate), sum(parked), sum(dropped), sum(unexplained)
    FROM change CROSS JOIN ${GRAINS}
   GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (grain, at, source) DO UPDATE SET
    accepted = ledger_count.accepted + excluded.accepted,
    stored = ledger_count.stored + excluded.stored,
    duplicate = ledger_count.duplicate + excluded.duplicate,
    parked = ledger_count.parked + excluded.parked,
    dropped = ledger_count.dropped + excluded.dropped,
    unexplained = ledger_count.unexplained + excluded.unexplained`;

/** $1: outcomes recorded since, $2: and before, so that their front end has had the time to say so itself. */
export const REBUILD_CLAIMS = `
  INSERT INTO ledger_claim (claim, instance, number, batch_id, source, events, accepted_at, state, is_counted, is_late)
  SELECT outcome.claim, substring(outcome.claim FROM '^(.*)-[0-9]+$'), substring(outcome.claim FROM '[0-9]+$')::bigint,
         batch_id, source, events, coalesce(received_at, recorded_at), 'rebuilt', false, false
    FROM batch_outcome AS outcome
   WHERE recorded_at >= $1 AND recorded_at < $2 AND outcome.claim ~ '^.+-[0-9]{1,15}$'
     AND NOT EXISTS (SELECT FROM ledger_claim AS known WHERE known.claim = outcome.claim)
  ON CONFLICT (claim) DO NOTHING`;

/** The sender was told it was refused, but the queue had it. */
export const REVIVE_VOID = `
  UPDATE ledger_claim AS claim SET state = 'accepted'
    FROM batch_outcome AS outcome
   WHERE claim.settled_at IS NULL AND claim.state = 'void'
     AND outcome.batch_id = claim.batch_id AND outcome.claim = claim.claim`;

/** $1: now. */
export const COUNT_ACCEPTED = `
  WITH fresh AS (
    UPDATE ledger_claim SET is_counted = true, counted_at = $1 WHERE NOT is_counted AND state <> 'void'
    RETURNING source, accepted_at, events
  ), change AS (
    SELECT source, accepted_at, events AS accepted, 0 AS stored, 0 AS duplicate, 0 AS parked, 0 AS dropped, 0 AS unexplained
      FROM fresh
  ) ${COUNT_CHANGES}`;

const HEARD_OF = `coalesce(claim.counted_at, claim.accepted_at)`;

/** $1: now. Outcomes that come late take their events out of what is unexplained. */
export const COUNT_OUTCOMES = `
  WITH settled AS (
    UPDATE ledger_claim AS claim SET settled_at = $1
      FROM batch_outcome AS outcome
     WHERE claim.settled_at IS NULL AND claim.is_counted
       AND outcome.batch_id = claim.batch_id AND outcome.claim = claim.claim
    RETURNING claim.source, claim.accepted_at, claim.events, claim.is_late,
              outcome.stored, outcome.duplicate, outcome.parked, outcome.dropped
  ), rules AS (
    INSERT INTO ledger_dropped (grain, at, source, rule, events)
    SELECT grain, date_trunc(grain, accepted_at, 'UTC'), source, rule.key, sum(rule.value::bigint)
      FROM settled CROSS JOIN jsonb_each_text(dropped) AS rule CROSS JOIN ${GRAINS}
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (grain, at, source, rule) DO UPDATE SET events = ledger_dropped.events + excluded.events
  ), change AS (
    SELECT source, accepted_at, 0 AS accepted, stored, duplicate, parked,
           events - stored - duplicate - parked AS dropped, CASE WHEN is_late THEN -events ELSE 0 END AS unexplained
      FROM settled
  ) ${COUNT_CHANGES}`;

/**
 * $1: a batch heard of before that time is late when one that the same front end accepted after it was settled before that time,
 * because queues keep the order, unless it was put behind later ones. $3: one heard of before that time is late also when nothing waits in the queue ($2). Heard of, not
 * accepted: the clock of the front end may be wrong.
 */
export const COUNT_LATE = `
  WITH late AS (
    UPDATE ledger_claim AS claim SET is_late = true
     WHERE claim.settled_at IS NULL AND claim.is_counted AND NOT claim.is_late AND ${HEARD_OF} < $1
       AND (($2 AND ${HEARD_OF} < $3) OR NOT claim.is_aside AND EXISTS (
         SELECT FROM ledger_claim AS later
          WHERE later.instance = claim.instance AND later.number > claim.number AND later.settled_at < $1))
    RETURNING claim.claim, claim.batch_id, claim.source, claim.accepted_at, claim.events
  ), change AS (
    SELECT source, accepted_at, 0 AS accepted, 0 AS stored, 0 AS duplicate, 0 AS parked, 0 AS dropped, events AS unexplained FROM late
  ), counted AS (${COUNT_CHANGES})
  SELECT claim, batch_id AS "batchId", source, accepted_at AS "acceptedAt", events FROM late ORDER BY accepted_at, claim`;

/** $1: now, $2: not heard of since. */
export const SEAL_SILENT = `
  UPDATE ledger_instance SET sealed_at = $1 WHERE sealed_at IS NULL AND stated_at < $2`;

/** $1: minutes before that time, $2: everything before that. */
const IS_OLD = `at < $1 AND (grain = 'minute' OR at < $2)`;
export const FORGET = `DELETE FROM ledger_count WHERE ${IS_OLD}`;
export const FORGET_DROPPED = `DELETE FROM ledger_dropped WHERE ${IS_OLD}`;
