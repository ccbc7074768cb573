import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

/** A transaction may commit this much later than the time it wrote. */
const OVERLAP_MS = 10_000;
const MOST = 500;

/** An incident that was made or changed, and who may hear of it. */
export interface ChangedIncident {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  /** Accounts that may see it; null: everybody with the permission. */
  readonly onlyFor: ReadonlySet<string> | null;
}

const COLUMNS = `incident.id, incident.number, incident.revision, incident.is_restricted, incident.updated_at,
  ARRAY(SELECT account_id FROM incident_person AS named WHERE named.incident_id = incident.id AND named.role = 'named') AS named`;

interface Row {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  readonly is_restricted: boolean;
  readonly updated_at: Date;
  readonly named: string[];
}

/** Looks for changed incidents, for those who tell of them. */
@Injectable()
export class IncidentNews {
  private lookedUntil: Date;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.lookedUntil = clock.now();
  }

  async of(ids: readonly string[]): Promise<ChangedIncident[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${COLUMNS} FROM incident WHERE id = ANY($1::uuid[]) OR id IN (SELECT merged_into FROM incident WHERE id = ANY($1::uuid[]))`,
      [ids],
    );
    return rows.map(view);
  }

  /** Those changed since the last call, and a little before: some come a second time. */
  async latest(): Promise<ChangedIncident[]> {
    const since = new Date(this.lookedUntil.getTime() - OVERLAP_MS);
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${COLUMNS} FROM incident WHERE updated_at > $1 ORDER BY updated_at DESC LIMIT ${MOST}`,
      [since],
    );
    this.lookedUntil = rows[0]?.updated_at ?? this.lookedUntil;
    return rows.map(view);
  }

  /** Nobody was listening: what changed up to now will be loaded anyway. */
  skip(): void {
    this.lookedUntil = this.clock.now();
  }
}

function view({ id, number, revision, is_restricted: isRestricted, named }: Row): ChangedIncident {
  return { id, number, revision, onlyFor: isRestricted ? new Set(named) : null };
}
