import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DatabaseReady } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { AlertChanges } from './alert-changes';

const LOOK_EVERY_MS = 1_000;
const SLICE = 200;

/**
 * Ends what is over in one statement: an alert that another instance is at is left to it, and one that was changed meanwhile is
 * judged as it is then. So each end is written once, whoever looks. Parameters: now, most alerts.
 */
const END = `WITH over AS (
    SELECT id FROM alert WHERE snoozed_until <= $1::timestamptz AND status <> 'resolved'
      ORDER BY snoozed_until LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
  ), ended AS (
    UPDATE alert SET snoozed_until = NULL, updated_at = $1::timestamptz, revision = alert.revision + 1
      FROM over WHERE alert.id = over.id RETURNING alert.id, alert.revision
  ), told AS (
    INSERT INTO alert_history (alert_id, at, kind, by, detail) SELECT id, $1::timestamptz, 'unsnooze', NULL, '{}' FROM ended
  )
  SELECT id, revision FROM ended`;

/** Brings alerts back whose snooze is over: their history says so, and everybody who shows them hears of it. */
@Injectable()
export class SnoozeEnds implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(SnoozeEnds.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private isLooking = false;
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
      if (!this.isStopping) this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.looking;
  }

  private look(): void {
    if (this.isLooking) return;
    this.isLooking = true;
    this.looking = this.endAll().finally(() => (this.isLooking = false));
  }

  /** Never throws: what cannot be ended now is over at the next look, too. */
  private async endAll(): Promise<void> {
    try {
      while (!this.isStopping && (await this.endSome()) === SLICE);
      this.hasWarned = false;
    } catch (error) {
      if (!this.hasWarned) this.log.warn(`Snoozes that are over are not told of yet: ${String(error)}`);
      this.hasWarned = true;
    }
  }

  private async endSome(): Promise<number> {
    const ended = await this.dataSource.query<{ id: string; revision: number }[]>(END, [this.clock.now(), SLICE]);
    for (const { id, revision } of ended) this.changes.tell(id, revision);
    return ended.length;
  }
}
