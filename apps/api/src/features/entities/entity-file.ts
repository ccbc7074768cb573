import { Injectable } from '@nestjs/common';
import type { Entity, EntityKind } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import type { AlertStatus } from '@tocsin/database';
import type { Level } from '@tocsin/event-model';
import { DataSource } from 'typeorm';

import { ALERT_ENTITY, ENTITY_SOURCES, KEPT_DAYS } from './entity-kinds';
import { EntityLists } from './entity-lists';
import { alertPointsSql, explainRisk } from './risk';
import { SeenEntities } from './seen-entities';

const SHOWN = 20;
/** Open ones first; the sums are over all of them. */
const ALERTS = `
  SELECT number, title, severity, status, last_at, count(*) OVER ()::int AS total,
      count(*) FILTER (WHERE status <> 'resolved') OVER ()::int AS open,
      coalesce(sum(${alertPointsSql('$2')}) FILTER (WHERE status <> 'resolved') OVER (), 0) AS points,
      CASE WHEN status = 'resolved' THEN 0 ELSE ${alertPointsSql('$2')} END AS own
    FROM alert WHERE ${ALERT_ENTITY} = $1
    ORDER BY status = 'resolved', last_at DESC, id LIMIT ${SHOWN}`;

interface AlertRow {
  readonly number: string;
  readonly title: string;
  readonly severity: Level;
  readonly status: AlertStatus;
  readonly last_at: Date;
  readonly total: number;
  readonly open: number;
  readonly points: number;
  readonly own: number;
}

/** What is known of one entity, also when it was never seen. */
@Injectable()
export class EntityFile {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sightings: SeenEntities,
    private readonly lists: EntityLists,
    private readonly clock: Clock,
  ) {}

  async find(kind: EntityKind, name: string): Promise<Entity> {
    const key = name.toLowerCase();
    const [sighting, rows, listed] = await Promise.all([
      this.sightings.find(kind, key),
      this.dataSource.query<AlertRow[]>(ALERTS, [key, this.clock.now()]),
      this.lists.of([key]),
    ]);
    const lists = listed.get(key) ?? [];
    const { total = 0, open = 0 } = rows[0] ?? {};
    const q = `${ENTITY_SOURCES[kind].field}:"${key.replace(/["\\]/g, '\\$&')}"`;
    const alerts = { open, total, newest: rows.map(viewAlert) };
    return {
      kind,
      key,
      seen: sighting?.seen ?? null,
      keptDays: KEPT_DAYS,
      alerts,
      lists,
      risk: this.risk(rows, lists),
      q,
    };
  }

  private risk(rows: readonly AlertRow[], lists: Entity['lists']): Entity['risk'] {
    const open = rows.filter(({ status }) => status !== 'resolved');
    const shown = open.map((row) => ({ ...row, number: `A-${row.number}`, lastAt: row.last_at }));
    const own = open.reduce((sum, row) => sum + row.own, 0);
    const [first] = rows;
    const more = { count: (first?.open ?? 0) - open.length, points: (first?.points ?? 0) - own };
    return explainRisk(shown, lists, { now: this.clock.now(), more });
  }
}

function viewAlert({ number, title, severity, status, last_at: at }: AlertRow): Entity['alerts']['newest'][number] {
  return { number: `A-${number}`, title, severity, status, lastAt: at.toISOString() };
}
