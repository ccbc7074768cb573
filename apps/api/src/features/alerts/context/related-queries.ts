import { ALERT_ENTITY } from '../../entities/entity-kinds';
import { visibleTo } from '../../incidents/incident-visibility';

/** Alerts told as related; one more is read, to know whether there are more. */
export const SHOWN_ALERTS = 20;
/** Of alerts whose proof names a value that many do, no more than these are looked at. */
const MOST_NAMED = 2_000;

/** SQL of the values that the conditions of an alert saw; the index `alert_seen_idx` is on it. */
const SEEN = `jsonb_path_query_array(proof, '$.selections[*].conditions[*].seen')`;

/**
 * Alerts but $1 since $4 that are about one of the keys $2, or whose proof saw one of the values $3; newest first. Each half goes by an
 * index: the planner knows nothing of how common a value in a proof is.
 */
export const RELATED_ALERTS = `
  WITH about AS MATERIALIZED (
    SELECT found.id FROM unnest($2::text[]) AS wanted (key) CROSS JOIN LATERAL (
      SELECT id FROM alert WHERE ${ALERT_ENTITY} = wanted.key AND last_at > $4 AND id <> $1
        ORDER BY last_at DESC LIMIT ${SHOWN_ALERTS + 1}) found),
  naming AS MATERIALIZED (
    SELECT id FROM alert WHERE ${SEEN} ?| $3::text[] AND last_at > $4 LIMIT ${MOST_NAMED})
  SELECT id, number, title, severity, status, last_at, entity_field, entity_value, proof FROM alert
    WHERE id IN (SELECT id FROM about UNION SELECT id FROM naming) AND id <> $1 AND last_at > $4
    ORDER BY last_at DESC, id LIMIT ${SHOWN_ALERTS + 1}`;

const INDICATOR = `left(lower(item.data ->> 'value'), 256)`;

/** Incidents the account $1 may see, the whole in place of its part, that the alert $2 belongs to, or with an indicator of $3, or one of the alerts $4. */
export const RELATED_INCIDENTS = `
  WITH found AS (
    SELECT item.incident_id AS id, ${INDICATOR} AS value, false AS is_own FROM incident_item AS item
      WHERE item.kind = 'indicator' AND item.removed_at IS NULL AND ${INDICATOR} = ANY($3)
    UNION SELECT incident_id, NULL, alert_id = $2 FROM incident_alert WHERE alert_id = $2 OR alert_id = ANY($4::uuid[]))
  SELECT incident.number, incident.title, incident.severity, incident.closed_at IS NOT NULL AS is_closed,
      bool_or(found.is_own) AS is_own, array_remove(array_agg(DISTINCT found.value), NULL) AS values
    FROM found JOIN incident AS part ON part.id = found.id AND ${visibleTo('$1', 'part')}
      LEFT JOIN incident AS whole ON whole.id = part.merged_into AND ${visibleTo('$1', 'whole')}
      JOIN incident ON incident.id = coalesce(whole.id, part.id)
    GROUP BY incident.id ORDER BY is_own DESC, incident.updated_at DESC, incident.id LIMIT 10`;
