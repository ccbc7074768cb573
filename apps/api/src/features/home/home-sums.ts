import type { Home } from '@tocsin/api-contract';

import { mergedFor, visibleTo } from '../incidents/incident-visibility';
import type { Asked } from './changes/matter';

type Sums = Home['sums'];

const MINUTES_KEPT_MS = 13 * 86_400_000;
const NOT_SNOOZED = `(snoozed_until > $2) IS NOT TRUE`;

/** Numbers of the time since, each for those who may read what it counts. */
export async function sumsOf(asked: Asked): Promise<Sums> {
  const may = (permission: string): boolean => asked.actor.permissions.includes(permission);
  const [alerts, incidents, events] = await Promise.all([
    may('alert.read') ? alertSums(asked) : null,
    may('incident.read') ? incidentSums(asked) : null,
    may('source.read') ? eventSums(asked) : null,
  ]);
  return { alerts, incidents, events };
}

async function alertSums({ dataSource, since, now }: Asked): Promise<NonNullable<Sums['alerts']>> {
  const [row] = await dataSource.query<[NonNullable<Sums['alerts']>]>(
    `SELECT
       (SELECT count(*)::int FROM alert WHERE created_at >= $1) AS raised,
       (SELECT count(*)::int FROM alert WHERE resolved_at >= $1 AND updated_at >= $1) AS resolved,
       (SELECT count(*)::int FROM alert WHERE resolved_at >= $1 AND updated_at >= $1 AND verdict = 'true_positive') AS "truePositive",
       (SELECT count(*)::int FROM alert WHERE status <> 'resolved' AND ${NOT_SNOOZED}) AS open,
       (SELECT count(*)::int FROM alert WHERE status <> 'resolved' AND ${NOT_SNOOZED} AND severity IN ('high', 'critical')) AS "openUrgent",
       (SELECT extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY acknowledged_at - created_at))::float8
          FROM alert WHERE acknowledged_at >= $1 AND updated_at >= $1) AS "secondsToAcknowledge"`,
    [since, now],
  );
  return row;
}

async function incidentSums({ dataSource, actor, since }: Asked): Promise<NonNullable<Sums['incidents']>> {
  const [row] = await dataSource.query<[NonNullable<Sums['incidents']>]>(
    `SELECT count(*) FILTER (WHERE created_at >= $2)::int AS opened, count(*) FILTER (WHERE closed_at >= $2)::int AS closed
       FROM incident WHERE updated_at >= $2 AND NOT ${mergedFor('$1')} AND ${visibleTo('$1')}`,
    [actor.accountId, since],
  );
  return row;
}

async function eventSums({ dataSource, since, now }: Asked): Promise<NonNullable<Sums['events']>> {
  const grain = now.getTime() - since.getTime() < MINUTES_KEPT_MS ? 'minute' : 'hour';
  const [row] = await dataSource.query<[NonNullable<Sums['events']>]>(
    `SELECT coalesce(sum(accepted), 0)::float8 AS accepted, coalesce(sum(unexplained), 0)::float8 AS unexplained
       FROM ledger_count WHERE grain = $1 AND at >= $2`,
    [grain, since],
  );
  return row;
}
