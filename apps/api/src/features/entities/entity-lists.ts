import { Injectable } from '@nestjs/common';
import type { Entity, ListKind } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { termsMetBy } from '@tocsin/lists';
import { DataSource } from 'typeorm';

type OnLists = Entity['lists'];

interface Row {
  readonly entity: string;
  readonly list: string;
  readonly kind: ListKind;
  readonly value: string;
  readonly facts: Record<string, unknown>;
}

/** A look at the index of each list for each term: how many entries there are does not matter. Patterns are not tried. */
const LISTS = `
  SELECT met.entity, list.name AS list, list.kind, entry.value, entry.facts
    FROM list CROSS JOIN unnest($1::text[], $2::text[], $3::text[]) AS met (entity, kind, key)
      CROSS JOIN LATERAL (SELECT * FROM list_entry one
        WHERE one.list_id = list.id AND one.kind = met.kind AND one.key = met.key AND one.removed_at IS NULL
          AND (expires_at IS NULL OR expires_at > $4) AND (valid_from IS NULL OR valid_from <= $4)) entry
    WHERE list.removed_at IS NULL ORDER BY list.name, entry.key`;

/** On which lists entities stand. */
@Injectable()
export class EntityLists {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @returns by entity; those that stand on none are left out. */
  async of(entities: readonly string[]): Promise<ReadonlyMap<string, OnLists>> {
    const terms = entities.flatMap((entity) => termsMetBy(entity).map((term) => ({ entity, ...term })));
    const columns = [terms.map(({ entity }) => entity), terms.map(({ kind }) => kind), terms.map(({ key }) => key)];
    const rows = await this.dataSource.query<Row[]>(LISTS, [...columns, this.clock.now()]);
    const found = new Map<string, OnLists>();
    for (const { entity, ...listed } of rows) found.set(entity, [...(found.get(entity) ?? []), listed]);
    return found;
  }
}
