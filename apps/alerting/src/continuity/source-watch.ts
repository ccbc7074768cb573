import { setTimeout as wait } from 'node:timers/promises';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DatabaseReady, isDatabaseUnavailable } from '@tocsin/database';
import { StoreUnavailable } from '@tocsin/event-store';
import { DataSource } from 'typeorm';

import { Drift } from './drift';
import { NOT_WATCHED, Silence } from './silence';
import { SourceAlarms } from './source-alarms';
import type { Judged } from './source-trouble';

const EVERY_MS = 30_000;
const SELDOM_MS = 10 * 60_000;
/** Any number nobody else uses as an advisory lock of this database ("rhythm" on a phone's keys). */
const WATCH_LOCK = 749_846;

/** What sources are watched with. */
@Injectable()
export class WatchServices {
  constructor(
    readonly dataSource: DataSource,
    readonly database: DatabaseReady,
    readonly clock: Clock,
  ) {}
}

/** Watches whether sources send as they usually do, in one instance at a time. */
@Injectable()
export class SourceWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(SourceWatch.name);
  private readonly stopping = new AbortController();
  private going: Promise<void> = Promise.resolve();
  private nextSeldomAt = 0;

  constructor(
    private readonly services: WatchServices,
    private readonly silence: Silence,
    private readonly drift: Drift,
    private readonly alarms: SourceAlarms,
  ) {}

  /** Does not wait: the service answers questions about its health meanwhile. */
  onApplicationBootstrap(): void {
    void this.services.database.whenReady().then(() => {
      if (!this.stopping.signal.aborted) this.going = this.goOn();
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.going;
  }

  /** One look. Never throws: what cannot be asked now is asked the next time. */
  async look(): Promise<void> {
    try {
      await this.services.dataSource.transaction(async (manager) => {
        const [row] = await manager.query<{ held: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS held', [
          WATCH_LOCK,
        ]);
        if (row?.held === true) await this.lookAround();
      });
    } catch (error) {
      if (isDatabaseUnavailable(error) || error instanceof StoreUnavailable)
        this.log.debug(`The rhythm of sources is looked at later: ${String(error)}`);
      else this.log.error(error);
    }
  }

  private async goOn(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await wait(EVERY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (!this.stopping.signal.aborted) await this.look();
    }
  }

  private async lookAround(): Promise<void> {
    const now = this.services.clock.now();
    const silences = await this.silence.find(now);
    if (silences === undefined) return;
    await this.alarms.settle('silent', silences, now);
    if (now.getTime() < this.nextSeldomAt) return;
    this.nextSeldomAt = now.getTime() + SELDOM_MS;
    await this.alarms.settle('less', await this.silence.judgeVolume(now, silences), now);
    for (const [kind, judged] of await this.drift.judge(now)) {
      // A source that may not send any more has nothing wrong with it.
      const ending: Judged['ending'] = (alarm) =>
        silences.known.has(alarm.source) ? judged.ending(alarm) : NOT_WATCHED;
      await this.alarms.settle(kind, { ...judged, ending }, now);
    }
  }
}
