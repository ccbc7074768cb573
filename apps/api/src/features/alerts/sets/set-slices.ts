import { BEFORE, PRINT, RESTORE, type SetDeed } from './set-deeds';

/** What a slice answers for each of its alerts. */
export interface SliceRow {
  readonly alert_id: string;
  readonly outcome: 'done' | 'changed' | 'unfit' | 'undone' | 'kept';
}

/**
 * One statement that works off some of a set: alerts are locked in the order of their ids, those somebody decided about are
 * left, the others are changed with their history. Two that run at once take different alerts.
 * Parameters: set, most alerts, now, account; then those of the deed.
 */
export function applySlice({ fits, set, history }: SetDeed): string {
  return `WITH waiting AS (
      SELECT alert_id, print FROM alert_set_member
        WHERE set_id = $1 AND outcome IS NULL ORDER BY alert_id LIMIT $2 FOR UPDATE SKIP LOCKED
    ), locked AS (
      SELECT alert.id, ${PRINT} = waiting.print AS is_same, (${fits}) AS fits, ${BEFORE} AS before
        FROM waiting JOIN alert ON alert.id = waiting.alert_id ORDER BY alert.id FOR NO KEY UPDATE OF alert
    ), chosen AS (
      SELECT id, before, CASE WHEN NOT is_same THEN 'changed' WHEN NOT fits THEN 'unfit' ELSE 'done' END AS outcome FROM locked
    ), written AS (
      UPDATE alert SET ${set}, updated_at = $3, revision = alert.revision + 1 FROM chosen
        WHERE alert.id = chosen.id AND chosen.outcome = 'done' RETURNING alert.id, ${PRINT} AS print
    ), told AS (
      INSERT INTO alert_history (alert_id, at, kind, by, detail)
        SELECT id, $3, '${history.kind}', $4, ${history.detail} FROM chosen WHERE outcome = 'done'
    )
    UPDATE alert_set_member AS member
      SET outcome = chosen.outcome, print = coalesce(written.print, member.print),
        before = CASE chosen.outcome WHEN 'done' THEN chosen.before END
      FROM chosen LEFT JOIN written ON written.id = chosen.id
      WHERE member.set_id = $1 AND member.alert_id = chosen.id RETURNING member.alert_id, member.outcome`;
}

/** The way back of {@link applySlice}, with the same parameters: what somebody decided since is kept. */
export function undoSlice({ undo }: SetDeed): string {
  return `WITH waiting AS (
      SELECT alert_id, print, before FROM alert_set_member
        WHERE set_id = $1 AND outcome = 'done' ORDER BY alert_id LIMIT $2 FOR UPDATE SKIP LOCKED
    ), chosen AS (
      SELECT alert.id, waiting.before, CASE WHEN ${PRINT} = waiting.print THEN 'undone' ELSE 'kept' END AS outcome
        FROM waiting JOIN alert ON alert.id = waiting.alert_id ORDER BY alert.id FOR NO KEY UPDATE OF alert
    ), written AS (
      UPDATE alert SET ${RESTORE}, updated_at = $3, revision = alert.revision + 1
        FROM chosen, jsonb_populate_record(NULL::alert, chosen.before) AS old
        WHERE alert.id = chosen.id AND chosen.outcome = 'undone'
    ), told AS (
      INSERT INTO alert_history (alert_id, at, kind, by, detail)
        SELECT id, $3, '${undo.kind}', $4, ${undo.detail} FROM chosen WHERE outcome = 'undone'
    )
    UPDATE alert_set_member AS member SET outcome = chosen.outcome, before = NULL FROM chosen
      WHERE member.set_id = $1 AND member.alert_id = chosen.id RETURNING member.alert_id, member.outcome`;
}
