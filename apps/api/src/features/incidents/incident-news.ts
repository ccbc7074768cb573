import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

/** A transaction may commit this much later than the time it wrote, or another clock go so far behind. */
const OVERLAP_MS = 10_000;

/** An incident that was made or changed, and who may hear of it. */
export interface ChangedIncident {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  /** Accounts that may see it; null: everybody with the permission. */
  readonly onlyFor: ReadonlySet<string> | null;
}

const COLUMNS = `incident.id, incident.number, incident.revision, incident.is_restricted,
  ARRAY(SELECT account_id FROM incident_person AS named WHERE named.incident_id = incident.id AND named.role = 'named') AS named`;

interface Row {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  readonly is_restricted: boolean;
  readonly named: string[];
}

/** Looks for changed incidents, for those who tell of them. */
@Injectable()
export class IncidentNews {
  private lookedAt: Date;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.lookedAt = clock.now();
  }

  async of(ids: readonly string[]): Promise<ChangedIncident[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${COLUMNS} FROM incident WHERE id = ANY($1::uuid[]) OR id IN (SELECT merged_into FROM incident WHERE id = ANY($1::uuid[]))`,
      [ids],
    );
    return rows.map(view);
  }

  /** Until when every change was found by looking, in microseconds since 1970. */
  get foundUntil(): number {
    return (this.lookedAt.getTime() - OVERLAP_MS) * 1_000;
  }

  /** Those changed since the last call, and a little before: some come a second time. */
  async latest(limit: number): Promise<ChangedIncident[]> {
    const now = this.clock.now();
    const incidents = await this.changedSince(this.foundUntil, limit);
    this.lookedAt = now;
    return incidents;
  }

  /** Those changed since a time in microseconds. */
  async changedSince(since: number, limit: number): Promise<ChangedIncident[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT ${COLUMNS} FROM incident WHERE updated_at > $1 ORDER BY updated_at DESC LIMIT $2`,
      [new Date(since / 1_000), limit],
    );
    return rows.map(view);
  }

  /** Nobody was listening: what changed up to now will be loaded anyway. */
  skip(): void {
    this.lookedAt = this.clock.now();
  }
}

function view({ id, number, revision, is_restricted: isRestricted, named }: Row): ChangedIncident {
  return { id, number, revision, onlyFor: isRestricted ? new Set(named) : null };
}
