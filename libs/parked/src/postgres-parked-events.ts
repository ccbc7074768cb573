import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { ParkedEventEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { dropParked } from './drop-parked';
import { leaveParked } from './leave-parked';
import { ParkedEvents, type ParkedEvent, type RefusedAgain, type Unparked } from './parked-events';

const NUL = /\0/g;
/** Rows per statement, far below PostgreSQL's limit of parameters. */
const ROWS = 500;
const PARK_AGAIN = `
  UPDATE parked_event AS parked
     SET stage = again.stage, reason_code = again.reason_code, reason = again.reason, parked_at = $5,
         attempts = attempts + 1, retry_id = NULL, sent_at = NULL
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS again (id, stage, reason_code, reason)
   WHERE parked.id = again.id AND parked.sent_at IS NOT NULL`;

/** Which of them, counted from 1, are parked under another claim than theirs. */
const TWINS = `
  SELECT one.at::int AS at FROM unnest($1::text[], $2::int[], $3::text[]) WITH ORDINALITY AS one (batch_id, position, claim, at)
    JOIN parked_event AS parked ON parked.batch_id = one.batch_id AND parked.position = one.position
   WHERE parked.claim <> one.claim`;

/** Parked events in PostgreSQL. */
@Injectable()
export class PostgresParkedEvents extends ParkedEvents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async park(events: readonly ParkedEvent[]): Promise<readonly ParkedEvent[]> {
    const parkedAt = this.clock.now();
    const twins: ParkedEvent[] = [];
    for (let from = 0; from < events.length; from += ROWS) {
      const rows = events.slice(from, from + ROWS).map((event) => ({ ...storable(event), parkedAt, attempts: 1 }));
      await this.dataSource.createQueryBuilder().insert().into(ParkedEventEntity).values(rows).orIgnore().execute();
      const found = await this.dataSource.query<{ at: number }[]>(TWINS, [
        rows.map(({ batchId }) => batchId),
        rows.map(({ position }) => position),
        rows.map(({ claim }) => claim),
      ]);
      twins.push(...found.flatMap(({ at }) => events[from + at - 1] ?? []));
    }
    return twins;
  }

  override async parkAgain(events: readonly RefusedAgain[]): Promise<void> {
    await this.dataSource.query(PARK_AGAIN, [
      events.map(({ id }) => id),
      events.map(({ stage }) => stage),
      events.map(({ reasonCode }) => reasonCode),
      events.map(({ reason }) => clean(reason)),
      this.clock.now(),
    ]);
  }

  override async unpark(events: readonly Unparked[]): Promise<void> {
    await leaveParked(this.dataSource.manager, events);
  }

  override expire(before: Date): Promise<number> {
    return this.dataSource.transaction((manager) => dropParked(manager, { to: before }, 'parked-retention'));
  }

  override async count(source: string): Promise<number> {
    return this.dataSource.getRepository(ParkedEventEntity).countBy({ source: clean(source) });
  }
}

/** PostgreSQL keeps no NUL in text; the bytes have it still. */
function storable(event: ParkedEvent): ParkedEvent {
  return {
    ...event,
    eventId: clean(event.eventId),
    batchId: clean(event.batchId),
    source: clean(event.source),
    claim: clean(event.claim),
    reason: clean(event.reason),
  };
}

function clean(text: string): string {
  return text.replace(NUL, '\u2400');
}
