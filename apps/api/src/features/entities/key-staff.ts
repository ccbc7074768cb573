import { Injectable } from '@nestjs/common';
import type { KeyStaff, KeyStaffQuery } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { ALERT_ENTITY, ENTITY_SOURCES } from './entity-kinds';

type Person = KeyStaff['people'][number];
type Account = Person['accounts'][number];

interface Row {
  readonly name: string;
  readonly key: string;
  readonly value: string;
  readonly list: string;
  readonly facts: Record<string, unknown>;
  readonly expires_at: Date | null;
  readonly total: number;
}

interface Known {
  readonly lastSeen: ReadonlyMap<string, string>;
  readonly openAlerts: ReadonlyMap<string, number>;
}

const LIVE = `
  list_entry entry JOIN list ON list.id = list_id
    WHERE list.kind = 'vip' AND list.removed_at IS NULL AND entry.removed_at IS NULL
      AND (expires_at IS NULL OR expires_at > $1) AND (valid_from IS NULL OR valid_from <= $1)`;
/** All accounts of a person are told, also those that do not match. */
const PEOPLE = `
  WITH people AS (
    SELECT entry.facts->>'name' AS name, count(*) OVER ()::int AS total FROM ${LIVE}
        AND ($2 = '' OR strpos(lower(entry.value || ' ' || entry.facts::text), lower($2)) > 0)
      GROUP BY 1 ORDER BY lower(entry.facts->>'name'), 1 LIMIT 500)
  SELECT people.name, people.total, entry.key, entry.value, entry.facts, entry.expires_at, list.name AS list
    FROM people, ${LIVE} AND entry.facts->>'name' = people.name
    ORDER BY lower(people.name), people.name, entry.key, list.name`;
const SEEN = `SELECT key, last_seen FROM last_seen WHERE list = $1 AND key = ANY($2)`;
const ALERTS = `
  SELECT ${ALERT_ENTITY} AS value, count(*)::int AS open FROM alert
    WHERE status <> 'resolved' AND ${ALERT_ENTITY} = ANY($1) GROUP BY 1`;

/** Lists of key staff as people. */
@Injectable()
export class KeyStaffList {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async find({ q = '' }: KeyStaffQuery): Promise<KeyStaff> {
    const rows = await this.dataSource.query<Row[]>(PEOPLE, [this.clock.now(), q]);
    const known = await this.known(rows.map(({ key }) => key));
    const people = new Map<string, Row[]>();
    for (const row of rows) people.set(row.name, [...(people.get(row.name) ?? []), row]);
    return { people: [...people.values()].map((entries) => person(entries, known)), total: rows[0]?.total ?? 0 };
  }

  private async known(keys: readonly string[]): Promise<Known> {
    const { list } = ENTITY_SOURCES.identity;
    const seenKeys = keys.map((key) => JSON.stringify([key]));
    const [seen, alerts] = await Promise.all([
      this.dataSource.query<{ key: string; last_seen: Date }[]>(SEEN, [list, seenKeys]),
      this.dataSource.query<{ value: string; open: number }[]>(ALERTS, [keys]),
    ]);
    return {
      lastSeen: new Map(seen.map((row) => [(JSON.parse(row.key) as string[])[0] ?? '', row.last_seen.toISOString()])),
      openAlerts: new Map(alerts.map(({ value, open }) => [value, open])),
    };
  }
}

function person(entries: readonly Row[], { lastSeen, openAlerts }: Known): Person {
  const accounts = entries.map(({ key, value, list, expires_at: end }): Account => {
    const seen = lastSeen.get(key) ?? null;
    return { value, list, expiresAt: end?.toISOString() ?? null, lastSeen: seen, openAlerts: openAlerts.get(key) ?? 0 };
  });
  const keys = [...new Set(entries.map(({ key }) => key))];
  return {
    name: entries[0]?.name ?? '',
    role: fact(entries, 'role'),
    contact: fact(entries, 'contact'),
    reference: fact(entries, 'reference'),
    openAlerts: keys.reduce((sum, key) => sum + (openAlerts.get(key) ?? 0), 0),
    lastSeen:
      keys
        .flatMap((key) => lastSeen.get(key) ?? [])
        .sort()
        .at(-1) ?? null,
    accounts,
  };
}

/** The first that is said of any of the accounts. */
function fact(entries: readonly Row[], name: string): string {
  const said = entries.map(({ facts }) => facts[name]).find((value) => typeof value === 'string' && value !== '');
  return typeof said === 'string' ? said : '';
}
