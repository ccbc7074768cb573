import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { alertSetActionSchema } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { AlertSetEntity, DatabaseReady } from '@tocsin/database';
import { DataSource, In, type EntityManager } from 'typeorm';

import { AlertChanges } from '../alert-changes';
import { deedOf } from './set-deeds';
import { applySlice, undoSlice, type SliceRow } from './set-slices';

/** An instance that was at work may have died. */
const LOOK_EVERY_MS = 2_000;
const SLICE = 1_000;
/** More changes than this are found by looking, which is cheaper than telling of each. */
const MOST_TOLD = 200;
const KEPT_MS = 24 * 3_600_000;
const FORGOTTEN_AT_ONCE = 20_000;
const FORGETTABLE = `coalesce(alert_set.done_at, alert_set.created_at) < $1 AND alert_set.state NOT IN ('running', 'undoing')`;

/** Works off what is to be done to whole sets of alerts, slice by slice, whichever instance was asked. */
@Injectable()
export class AlertSetWork implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(AlertSetWork.name);
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private isWorking = false;
  private isStopping = false;
  private hasWarned = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly changes: AlertChanges,
    private readonly database: DatabaseReady,
  ) {}

  onApplicationBootstrap(): void {
    void this.database.whenReady().then(() => {
      if (!this.isStopping) this.timer = setInterval(() => this.wake(), LOOK_EVERY_MS);
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.working;
  }

  /** There may be something to do. */
  wake(): void {
    if (this.isWorking || this.isStopping) return;
    this.isWorking = true;
    this.working = this.workOff().finally(() => (this.isWorking = false));
  }

  /** Never throws: what cannot be done now is tried again at the next look. */
  private async workOff(): Promise<void> {
    try {
      const ids = await this.waiting();
      for (const id of ids) while (!this.isStopping && (await this.takeSlice(id)));
      this.hasWarned = false;
    } catch (error) {
      if (!this.hasWarned)
        this.log.warn(`Alerts that are changed together wait, and are tried again: ${String(error)}`);
      this.hasWarned = true;
    }
  }

  private async waiting(): Promise<string[]> {
    const sets = this.dataSource.getRepository(AlertSetEntity);
    await this.forget();
    const waiting = await sets.find({ where: { state: In(['running', 'undoing']) }, order: { createdAt: 'ASC' } });
    return waiting.map(({ id }) => id);
  }

  /** Old sets go member by member, a few at each look: all of a million at once would take longer than a statement may. */
  private async forget(): Promise<void> {
    const old = new Date(this.clock.now().getTime() - KEPT_MS);
    await this.dataSource.query(
      `DELETE FROM alert_set_member WHERE (set_id, alert_id) IN (
        SELECT member.set_id, member.alert_id FROM alert_set JOIN alert_set_member AS member ON member.set_id = alert_set.id
          WHERE ${FORGETTABLE} LIMIT ${FORGOTTEN_AT_ONCE})`,
      [old],
    );
    await this.dataSource.query(
      `DELETE FROM alert_set WHERE ${FORGETTABLE}
        AND NOT EXISTS (SELECT FROM alert_set_member WHERE set_id = alert_set.id)`,
      [old],
    );
  }

  /** @returns whether there may be more. */
  private async takeSlice(id: string): Promise<boolean> {
    const rows = await this.dataSource.transaction((manager) => this.slice(manager, id));
    const changed = (rows ?? []).filter(({ outcome }) => outcome === 'done' || outcome === 'undone');
    if (changed.length <= MOST_TOLD) for (const { alert_id } of changed) this.changes.tell(alert_id);
    return rows !== undefined && rows.length > 0;
  }

  private async slice(manager: EntityManager, id: string): Promise<SliceRow[] | undefined> {
    const set = await manager.getRepository(AlertSetEntity).findOneBy({ id, state: In(['running', 'undoing']) });
    if (set === null) return undefined;
    const deed = deedOf(alertSetActionSchema.parse(set.action));
    const sql = set.state === 'running' ? applySlice(deed) : undoSlice(deed);
    const [rows] = await manager.query<[SliceRow[], number]>(sql, [
      id,
      SLICE,
      this.clock.now(),
      set.by,
      ...usedIn(sql, deed.parameters),
    ]);
    if (rows.length > 0) await count(manager, id, rows);
    else await this.finish(manager, set);
    return rows;
  }

  private async finish(manager: EntityManager, { id, state }: AlertSetEntity): Promise<void> {
    const waits = state === 'running' ? 'outcome IS NULL' : `outcome = 'done'`;
    await manager.query(
      `UPDATE alert_set SET state = $2, done_at = coalesce(done_at, $3)
        WHERE id = $1 AND NOT EXISTS (SELECT FROM alert_set_member WHERE set_id = $1 AND ${waits})`,
      [id, state === 'running' ? 'done' : 'undone', this.clock.now()],
    );
  }
}

/** PostgreSQL cannot tell the type of a parameter that a statement does not name. */
function usedIn(sql: string, parameters: readonly unknown[]): readonly unknown[] {
  const highest = Math.max(...[...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
  return parameters.slice(0, highest - 4);
}

async function count(manager: EntityManager, id: string, rows: readonly SliceRow[]): Promise<void> {
  const of = (outcome: SliceRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  await manager.query(
    `UPDATE alert_set SET done = done + $2, changed = changed + $3, unfit = unfit + $4, undone = undone + $5, kept = kept + $6
      WHERE id = $1`,
    [id, of('done'), of('changed'), of('unfit'), of('undone'), of('kept')],
  );
}
