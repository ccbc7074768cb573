import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { Home, HomeItem, HomeQuery } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../http/problem';
import { parkedNow, parkedSince, sourceAlarms, unexplained } from './changes/blind-spots';
import { resolvedByOthers, ruleStates } from './changes/closed-without-you';
import { grownLists } from './changes/grown-lists';
import { incidentMoves } from './changes/incident-moves';
import type { Asked, Finder, Matter } from './changes/matter';
import { ownTasks, tasksOf } from './changes/own-tasks';
import { unassignedAlerts } from './changes/unassigned-alerts';
import { sumsOf } from './home-sums';
import { HomeDesk } from './home-desk';

const DAY_MS = 86_400_000;
const LONGEST_MS = 31 * DAY_MS;
/** What presses most comes first. */
const CHANGES: readonly Finder[] = [
  unassignedAlerts,
  ownTasks,
  ...[sourceAlarms, parkedSince, unexplained],
  incidentMoves,
  ...[resolvedByOthers, ruleStates, grownLists],
];
const BLIND: readonly Finder[] = [sourceAlarms, parkedNow, unexplained];

/** What somebody has to know who begins to work. */
@Injectable()
export class HomeView {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly desk: HomeDesk,
  ) {}

  /** @throws {PlainProblem} for a time in the future, or too long ago. */
  async show(actor: Actor, { since }: HomeQuery): Promise<Home> {
    const now = this.clock.now();
    const begin =
      since === undefined ? await this.leftAt(actor, now) : { at: sinceOf(since, now), is: 'asked' as const };
    const asked: Asked = { dataSource: this.dataSource, actor, since: begin.at, now };
    const [changes, blind, sums, yours, done] = await Promise.all([
      found(CHANGES, asked),
      found(BLIND, { ...asked, since: new Date(now.getTime() - DAY_MS) }),
      sumsOf(asked),
      yoursOf(asked),
      this.desk.doneBy(actor),
    ]);
    const marked = (matters: readonly Matter[]): HomeItem[] =>
      matters.map((matter) => ({ ...matter, isDone: done.has(matter.key) }));
    const times = { asOf: now.toISOString(), since: begin.at.toISOString(), sinceIs: begin.is };
    return { ...times, changes: marked(changes), blind: marked(blind), sums, yours };
  }

  /** When whoever asks was here before; a day ago for a first session, and for a script. */
  private async leftAt({ sessionId }: Actor, now: Date): Promise<{ at: Date; is: Home['sinceIs'] }> {
    const [row] = await this.dataSource.query<{ at: Date | null }[]>(
      'SELECT previous_seen_at AS at FROM session WHERE id = $1',
      [sessionId],
    );
    if (!row?.at) return { at: new Date(now.getTime() - DAY_MS), is: 'default' };
    return { at: new Date(Math.max(row.at.getTime(), now.getTime() - LONGEST_MS)), is: 'last_session' };
  }
}

/** @throws {PlainProblem} when nobody can be told of it. */
export function sinceOf(since: string, now: Date): Date {
  const at = new Date(since);
  if (at <= now && now.getTime() - at.getTime() <= LONGEST_MS) return at;
  throw new PlainProblem('invalid', 'home.since', 'Give a time in the past, at most 31 days ago.');
}

async function found(finders: readonly Finder[], asked: Asked): Promise<Matter[]> {
  const allowed = finders.filter(({ permission }) => asked.actor.permissions.includes(permission));
  return (await Promise.all(allowed.map((finder) => finder.find(asked)))).flat();
}

async function yoursOf(asked: Asked): Promise<Home['yours']> {
  const { dataSource, actor, now } = asked;
  const [row] = await dataSource.query<[{ open: number; oldest: Date | null }]>(
    `SELECT count(*)::int AS open, min(created_at) AS oldest FROM alert
      WHERE assignee_id = $1 AND status <> 'resolved' AND (snoozed_until > $2) IS NOT TRUE`,
    [actor.accountId, now],
  );
  const may = (permission: string): boolean => actor.permissions.includes(permission);
  return {
    alerts: may('alert.read') ? { open: row.open, oldestAt: row.oldest?.toISOString() ?? null } : null,
    tasks: may('incident.read') ? await tasksOf(asked) : null,
  };
}
