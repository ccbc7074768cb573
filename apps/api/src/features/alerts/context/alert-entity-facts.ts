import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { entitiesOf, entityKindOf, type AlertEntities, type AlertEntity, type NamedEntity } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { ALERT_ENTITY } from '../../entities/entity-kinds';
import { EntityLists } from '../../entities/entity-lists';
import { alertPointsSql, riskScore } from '../../entities/risk';
import { SeenEntities } from '../../entities/seen-entities';
import { alertCount, loadAlert } from '../alert-rows';

const MOST_ENTITIES = 20;
const MOST_LISTS = 20;
/** As much of a value as alerts are found by. */
const KEY_LENGTH = 256;

/** This alert counts for the risk of what it is about, and not among the others. */
const SUMS = `
  SELECT ${ALERT_ENTITY} AS key, count(*) FILTER (WHERE number <> $3)::int AS total,
      count(*) FILTER (WHERE number <> $3 AND status <> 'resolved')::int AS open,
      coalesce(sum(${alertPointsSql('$2')}) FILTER (WHERE status <> 'resolved'), 0) AS points
    FROM alert WHERE ${ALERT_ENTITY} = ANY($1) GROUP BY 1`;

interface Sum {
  readonly key: string;
  readonly open: number;
  readonly total: number;
  readonly points: number;
}

/** What else is known of those an alert names. */
@Injectable()
export class AlertEntityFacts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly lists: EntityLists,
    private readonly sightings: SeenEntities,
  ) {}

  /** @throws {PlainProblem} when there is no such alert. */
  async of({ permissions }: Pick<Actor, 'permissions'>, number: string): Promise<AlertEntities> {
    const alert = await loadAlert(this.dataSource.manager, number);
    const named = entitiesOf(alert, [alert.proof, alert.lastProof]);
    const told = named.slice(0, MOST_ENTITIES);
    const isWhole = permissions.includes('last_seen.read');
    const keys = [...new Set(told.map(keyOf))];
    const [sums, listed] = await Promise.all([
      this.dataSource.query<Sum[]>(SUMS, [keys, this.clock.now(), alertCount(number)]),
      isWhole ? this.lists.of(keys) : new Map<string, AlertEntity['lists']>(),
    ]);
    const entities = told.map(async (entity) => {
      const key = keyOf(entity);
      const { open, total, points } = sums.find((sum) => sum.key === key) ?? { open: 0, total: 0, points: 0 };
      const lists = listed.get(key) ?? [];
      const kind = entityKindOf(entity);
      const sighting = isWhole && kind !== null ? await this.sightings.find(kind, key) : null;
      const known = { seen: sighting?.seen ?? null, place: sighting?.place ?? null, lists: lists.slice(0, MOST_LISTS) };
      return { ...entity, kind, alerts: { open, total }, risk: riskScore(points, lists), ...known };
    });
    return { entities: await Promise.all(entities), total: named.length, isWhole };
  }
}

/** As alerts, lists and last-seen lists know a value. */
export function keyOf({ value }: Pick<NamedEntity, 'value'>): string {
  return [...value.slice(0, 2 * KEY_LENGTH).toLowerCase()].slice(0, KEY_LENGTH).join('').replaceAll('\0', '');
}
