import { Injectable } from '@nestjs/common';
import type { AlertEntity, Entity, EntityKind } from '@tocsin/api-contract';
import { LastSeenEntity } from '@tocsin/database';
import type { SecurityEvent } from '@tocsin/event-model';
import { EventStore, StoreUnavailable } from '@tocsin/event-store';
import { DataSource } from 'typeorm';

import { ENTITY_SOURCES } from './entity-kinds';

/** When an entity was seen, and where it was by its last event. */
export interface Sighting {
  readonly seen: NonNullable<Entity['seen']>;
  readonly place: AlertEntity['place'];
}

type Fields = Readonly<Record<string, unknown>>;

/** When entities were seen, with what their last event says of them. */
@Injectable()
export class SeenEntities {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
  ) {}

  /** @param key in lower case. @returns null when it was never seen, or not in as long as it is kept in mind. */
  async find(kind: EntityKind, key: string): Promise<Sighting | null> {
    const { list, field } = ENTITY_SOURCES[kind];
    const row = await this.dataSource.getRepository(LastSeenEntity).findOneBy({ list, key: JSON.stringify([key]) });
    if (row === null) return null;
    const event = await this.eventOf(row.lastEventId);
    const seen = {
      firstSeen: row.firstSeen.toISOString(),
      lastSeen: row.lastSeen.toISOString(),
      count: Number(row.count),
      lastEventId: row.lastEventId,
      source: textOf(event?.['tocsin.source']),
    };
    return { seen, place: kind === 'attacker' ? placeOf(event, field.split('.')[0] ?? '') : null };
  }

  /** The rest is worth knowing while the store is away, too. */
  private async eventOf(id: string): Promise<SecurityEvent | undefined> {
    try {
      return (await this.store.get(id))?.event;
    } catch (error) {
      if (error instanceof StoreUnavailable) return undefined;
      throw error;
    }
  }
}

function placeOf(event: Fields = {}, side: string): Sighting['place'] {
  const number = event[`${side}.as.number`];
  const place = {
    country: textOf(event[`${side}.geo.country_name`]) ?? textOf(event[`${side}.geo.country_iso_code`]),
    city: textOf(event[`${side}.geo.city_name`]),
    asNumber: Number.isInteger(number) ? (number as number) : null,
    asName: textOf(event[`${side}.as.organization.name`]),
  };
  return Object.values(place).every((part) => part === null) ? null : place;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
