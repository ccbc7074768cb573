import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { ParkedEventEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { ParkedEvents, type ParkedEvent } from './parked-events';

const NUL = /\0/g;
/** Rows per statement, far below PostgreSQL's limit of parameters. */
const ROWS = 500;

/** Parked events in PostgreSQL. */
@Injectable()
export class PostgresParkedEvents extends ParkedEvents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async park(events: readonly ParkedEvent[]): Promise<void> {
    const parkedAt = this.clock.now();
    for (let from = 0; from < events.length; from += ROWS) {
      const rows = events.slice(from, from + ROWS).map((event) => ({ ...storable(event), parkedAt }));
      await this.dataSource.createQueryBuilder().insert().into(ParkedEventEntity).values(rows).orIgnore().execute();
    }
  }
}

/** PostgreSQL keeps no NUL in text; the bytes have it still. */
function storable(event: ParkedEvent): ParkedEvent {
  const clean = (text: string): string => text.replace(NUL, '\u2400');
  return {
    ...event,
    eventId: clean(event.eventId),
    batchId: clean(event.batchId),
    source: clean(event.source),
    reason: clean(event.reason),
  };
}
