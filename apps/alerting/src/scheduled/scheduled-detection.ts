import { setTimeout as wait } from 'node:timers/promises';

import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DatabaseReady } from '@tocsin/database';

import type { AlertingOptions } from '../alerting.config';
import { ALERTING_OPTIONS } from '../alerting-options';
import { ScheduledRun } from './scheduled-run';

/** An engine that was away may be back at any time, and detection is behind by then. */
const AFTER_TROUBLE_MS = 2_000;

/** Runs the rules that count over time, one run after the other, from the moment the database is there. */
@Injectable()
export class ScheduledDetection implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private going: Promise<void> = Promise.resolve();

  constructor(
    @Inject(ALERTING_OPTIONS) private readonly options: AlertingOptions,
    private readonly database: DatabaseReady,
    private readonly scheduledRun: ScheduledRun,
  ) {}

  /** Does not wait: the service answers questions about its health meanwhile. */
  onApplicationBootstrap(): void {
    void this.database.whenReady().then(() => {
      if (!this.stopping.signal.aborted) this.going = this.goOn();
    });
  }

  /** A run under way ends first. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.going;
  }

  private async goOn(): Promise<void> {
    const pauseMs = this.options.scheduleSeconds * 1_000;
    while (!this.stopping.signal.aborted) {
      const isDone = await this.scheduledRun.run();
      await wait(isDone ? pauseMs : Math.min(pauseMs, AFTER_TROUBLE_MS), undefined, {
        signal: this.stopping.signal,
      }).catch(() => undefined);
    }
  }
}
