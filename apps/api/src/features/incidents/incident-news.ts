import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

/** A transaction may commit this much later than the time it wrote, or another clock go so far behind. */
const OVERLAP_MS = 10_000;

/** An incident that was made or changed, or of which a part was, and who may hear of it. */
export interface ChangedIncident {
  /** Of the change: the same for each later one of the same incident, told as one of the same. */
  readonly key: string;
  /** How often that incident was changed. */
  readonly changes: number;
  readonly number: string;
  readonly revision: number;
  /** Accounts that may see what changed and what it is told of; null: everybody with the permission. */
  readonly onlyFor: ReadonlySet<string> | null;
}

const namedIn = (incident: string): string => `CASE WHEN ${incident}.is_restricted THEN ARRAY(
  SELECT account_id FROM incident_person AS named WHERE named.incident_id = ${incident}.id AND named.role = 'named') END`;
/** What belongs to a part shows in the whole too. */
const CHANGED = `SELECT incident.id || ' ' || shown.id AS key, incident.revision AS changes, shown.number, shown.revision,
    ${namedIn('incident')} AS named, ${namedIn('shown')} AS named_too
  FROM incident JOIN incident AS shown ON shown.id = incident.id OR shown.id = incident.merged_into`;

interface Row {
  readonly key: string;
  readonly changes: number;
  readonly number: string;
  readonly revision: number;
  /** Who may see what changed; null: everybody. */
  readonly named: string[] | null;
  /** Who may see what it is told of. */
  readonly named_too: string[] | null;
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
    const rows = await this.dataSource.query<Row[]>(`${CHANGED} WHERE incident.id = ANY($1::uuid[])`, [ids]);
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
      `${CHANGED} WHERE incident.updated_at > $1 ORDER BY incident.updated_at DESC LIMIT $2`,
      [new Date(since / 1_000), limit],
    );
    return rows.map(view);
  }

  /** Nobody was listening: what changed up to now will be loaded anyway. */
  skip(): void {
    this.lookedAt = this.clock.now();
  }
}

function view({ named, named_too: namedToo, ...row }: Row): ChangedIncident {
  if (named === null || namedToo === null) return { ...row, onlyFor: setOf(named ?? namedToo) };
  return { ...row, onlyFor: new Set(named.filter((account) => namedToo.includes(account))) };
}

function setOf(accounts: readonly string[] | null): ReadonlySet<string> | null {
  return accounts === null ? null : new Set(accounts);
}
