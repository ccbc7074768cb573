import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DatabaseReady } from '@tocsin/database';
import { DataSource } from 'typeorm';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Far longer than a worker goes without asking before it begins anew. */
const KEEP_REMOVED_DAYS = 7;
const KEEP_EXPIRED_DAYS = 30;
const CHUNK = 10_000;

const DELETE_ENTRIES = `
  DELETE FROM list_entry WHERE id IN (
    SELECT entry.id FROM list_entry entry JOIN list ON list.id = list_id
      WHERE entry.removed_at < $1 OR list.removed_at < $1 OR entry.expires_at < $2 LIMIT ${CHUNK})`;
const DELETE_LISTS = `
  DELETE FROM list WHERE removed_at < $1 AND NOT EXISTS (SELECT FROM list_entry WHERE list_id = list.id)`;

/** Deletes what was removed, or is over, for so long that nobody need hear of it. */
@Injectable()
export class ListHousekeeping implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(ListHousekeeping.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly database: DatabaseReady,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.tidy(), EVERY_MS).unref();
    void this.database.whenReady().then(() => this.tidy());
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async tidy(): Promise<void> {
    try {
      const removed = this.daysAgo(KEEP_REMOVED_DAYS);
      for (let deleted = CHUNK; deleted === CHUNK;)
        [, deleted] = await this.dataSource.query<[unknown, number]>(DELETE_ENTRIES, [
          removed,
          this.daysAgo(KEEP_EXPIRED_DAYS),
        ]);
      await this.dataSource.query(DELETE_LISTS, [removed]);
    } catch (error) {
      this.log.warn(`Old entries of lists were not deleted, trying again in an hour: ${String(error)}`);
    }
  }

  private daysAgo(days: number): Date {
    return new Date(this.clock.now().getTime() - days * DAY_MS);
  }
}
