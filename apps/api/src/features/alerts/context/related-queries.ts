import { ALERT_ENTITY } from '../../entities/entity-kinds';
import { mergedFor, visibleTo } from '../../incidents/incident-visibility';

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
    SELECT id FROM alert WHERE ${SEEN} ?| $3::text[] LIMIT ${MOST_NAMED})
  SELECT id, number, title, severity, status, last_at, entity_field, entity_value, proof FROM alert
    WHERE id IN (SELECT id FROM about UNION SELECT id FROM naming) AND id <> $1 AND last_at > $4
    ORDER BY last_at DESC, id LIMIT ${SHOWN_ALERTS + 1}`;

const INDICATOR = `left(lower(item.data ->> 'value'), 256)`;

/** Incidents the account $1 may see that the alert $2 belongs to, or with an indicator of $3, or one of the alerts $4. */
export const RELATED_INCIDENTS = `
  WITH found AS (
    SELECT item.incident_id AS id, ${INDICATOR} AS value FROM incident_item AS item
      WHERE item.kind = 'indicator' AND ${INDICATOR} = ANY($3)
    UNION SELECT incident_id, NULL FROM incident_alert WHERE alert_id = $2 OR alert_id = ANY($4::uuid[]))
  SELECT incident.number, incident.title, incident.severity, incident.closed_at IS NOT NULL AS is_closed,
      EXISTS (SELECT FROM incident_alert WHERE incident_id = incident.id AND alert_id = $2) AS is_own,
      array_remove(array_agg(found.value), NULL) AS values
    FROM found JOIN incident ON incident.id = found.id
    WHERE ${visibleTo('$1')} AND NOT ${mergedFor('$1')}
    GROUP BY incident.id ORDER BY is_own DESC, incident.updated_at DESC, incident.id LIMIT 10`;
