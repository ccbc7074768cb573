import { setTimeout as wait } from 'node:timers/promises';

import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { migrate } from './migrate';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 3_000;

/**
 * Connects and migrates in the background, so that a service starts, and can say what it misses, while PostgreSQL is away.
 * Tries again with growing pauses until it worked or the service stops; outages after that are the pool's business.
 */
@Injectable()
export class DatabaseReady implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(DatabaseReady.name);
  private readonly stopping = new AbortController();
  private announceReady: () => void = () => undefined;
  private readonly ready = new Promise<void>((resolve) => (this.announceReady = resolve));
  private connecting: Promise<void> = Promise.resolve();
  private isMigrated = false;
  private trouble = 'PostgreSQL has not answered yet.';

  constructor(private readonly dataSource: DataSource) {}

  onModuleInit(): void {
    this.connecting = this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.connecting;
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** Resolves when every table is there; stays pending while PostgreSQL is away and for good when the service stops first. */
  whenReady(): Promise<void> {
    return this.ready;
  }

  /** Whether a statement would be answered now, and if not, why and what to do. */
  async check(): Promise<{ ok: boolean; detail: string }> {
    if (!this.isMigrated) return { ok: false, detail: this.trouble };
    try {
      await this.dataSource.query('SELECT 1');
      return { ok: true, detail: '' };
    } catch (error) {
      return { ok: false, detail: describeTrouble(error) };
    }
  }

  private async connect(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; !this.isMigrated && !this.isStopping(); pause = longer(pause)) {
      await this.tryOnce();
      if (!this.isMigrated) await wait(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async tryOnce(): Promise<void> {
    try {
      if (!this.dataSource.isInitialized) await this.dataSource.initialize();
      for (const name of await migrate(this.dataSource)) this.log.log(`Migrated the database: ${name}`);
      this.isMigrated = true;
      this.announceReady();
    } catch (error) {
      const trouble = describeTrouble(error);
      // The same trouble every few seconds is one line in the log, not hundreds.
      if (trouble !== this.trouble) this.log.warn(trouble);
      this.trouble = trouble;
    }
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }
}

function longer(pauseMs: number): number {
  return Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
}

function describeTrouble(error: unknown): string {
  const reason = error instanceof AggregateError ? error.errors.map(String).join(', ') : String(error);
  return `PostgreSQL does not serve us: ${reason}. Start it, or correct database.url; trying again by itself.`;
}
