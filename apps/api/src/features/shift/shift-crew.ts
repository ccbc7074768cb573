import { Injectable } from '@nestjs/common';
import type { OnShift } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { visibleTo } from '../incidents/incident-visibility';

type Person = OnShift['people'][number];

/** Who wants to know. */
interface Asker {
  readonly accountId: string;
  readonly permissions: readonly string[];
}

interface Row {
  readonly id: string;
  readonly display_name: string;
  readonly started_at: Date;
  readonly place: Person['place'];
  readonly seen_at: Date;
  /** Accounts that may know of the place; null: everybody. */
  readonly only_for: readonly string[] | null;
}

/** Who is on shift, before it is said who may know of whose place. */
export type Crew = readonly Row[];

const CREW = `
  SELECT account.id, account.display_name, on_shift.started_at, on_shift.place, on_shift.seen_at,
      CASE WHEN incident.is_restricted THEN ARRAY(
        SELECT viewer.id FROM account AS viewer WHERE ${visibleTo('viewer.id')}) END AS only_for
    FROM on_shift JOIN session ON session.id = on_shift.session_id AND session.expires_at > $1
    JOIN account ON account.id = on_shift.account_id AND account.disabled_at IS NULL
    LEFT JOIN incident ON incident.number = on_shift.place
   ORDER BY on_shift.started_at, account.id`;

/** Who is on shift and where, as each may know it. */
@Injectable()
export class ShiftCrew {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  load(): Promise<Crew> {
    return this.dataSource.query<Row[]>(CREW, [this.clock.now()]);
  }
}

/** Somebody at a restricted incident is there for its people only; for others they are somewhere. */
export function crewFor(crew: Crew, asker: Asker): OnShift {
  return { people: crew.map((row) => viewPerson(row, asker)) };
}

function viewPerson(
  { id, display_name: displayName, started_at: since, place, seen_at: seenAt, only_for: onlyFor }: Row,
  asker: Asker,
) {
  const isForThem = onlyFor === null || onlyFor.includes(asker.accountId);
  const needed =
    place?.startsWith('INC-') === true ? 'incident.read' : place?.startsWith('A-') === true ? 'alert.read' : '';
  const mayKnow = isForThem && (needed === '' || asker.permissions.includes(needed));
  return {
    ...{ id, displayName, place: mayKnow ? place : null },
    ...{ since: since.toISOString(), seenAt: seenAt.toISOString() },
  };
}
