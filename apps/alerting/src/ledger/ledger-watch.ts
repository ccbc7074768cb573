import { setTimeout as wait } from 'node:timers/promises';

import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DatabaseReady, isDatabaseUnavailable } from '@tocsin/database';
import { Reconciliation } from '@tocsin/ledger';

import type { AlertingOptions } from '../alerting.config';
import { ALERTING_OPTIONS } from '../alerting-options';
import { EventsBacklog } from '../backlog/events-backlog';
import { AlertGrouping, type AlertChange } from '../grouping/alert-grouping';
import { AlertNews } from '../raising/alert-news';
import { LedgerFigures } from './ledger-figures';
import { unexplainedSignals } from './unexplained-signal';

const EVERY_MS = 2_000;

/** What the ledger is kept with. */
@Injectable()
export class LedgerServices {
  constructor(
    readonly database: DatabaseReady,
    readonly reconciliation: Reconciliation,
    readonly backlog: EventsBacklog,
    readonly figures: LedgerFigures,
  ) {}
}

/** Keeps the ledger: what front ends accepted against what became of it. What stays unexplained becomes an alert. */
@Injectable()
export class LedgerWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(LedgerWatch.name);
  private readonly stopping = new AbortController();
  private going: Promise<void> = Promise.resolve();

  constructor(
    private readonly services: LedgerServices,
    private readonly grouping: AlertGrouping,
    private readonly news: AlertNews,
    @Inject(ALERTING_OPTIONS) private readonly options: Pick<AlertingOptions, 'ledgerSeconds'>,
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

  private async goOn(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.reconcile();
      await wait(EVERY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async reconcile(): Promise<void> {
    const { ledgerSeconds } = this.options;
    try {
      const changes: AlertChange[] = [];
      const options = { limitMs: ledgerSeconds * 1_000, isQueueEmpty: await this.isQueueEmpty() };
      await this.services.reconciliation.run(options, async (manager, unexplained) => {
        const signals = unexplainedSignals(unexplained, ledgerSeconds);
        if (signals.length > 0) changes.push(...(await this.grouping.record(manager, signals)));
      });
      await this.news.announce(changes);
      await this.services.figures.refresh();
    } catch (error) {
      if (isDatabaseUnavailable(error)) this.log.debug(`The ledger waits: ${String(error)}`);
      else this.log.error(error);
    }
  }

  private async isQueueEmpty(): Promise<boolean> {
    return this.services.backlog.isEmpty().catch(() => false);
  }
}
