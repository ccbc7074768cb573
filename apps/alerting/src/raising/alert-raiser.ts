import { Injectable } from '@nestjs/common';
import type { Signal } from '@tocsin/event-model';
import { DataSource, type EntityManager } from 'typeorm';

import { AlertGrouping } from '../grouping/alert-grouping';
import { AlertNews } from './alert-news';

/** The one way a signal becomes an alert, whichever detector raised it. */
@Injectable()
export class AlertRaiser {
  constructor(
    private readonly dataSource: DataSource,
    private readonly grouping: AlertGrouping,
    private readonly news: AlertNews,
  ) {}

  /**
   * Groups the signals and tells the consoles.
   * @param alongside written in the same transaction: both stand or neither.
   * @throws what the database throws; nothing was written then.
   */
  async raise(signals: readonly Signal[], alongside?: (manager: EntityManager) => Promise<void>): Promise<void> {
    const changes = await this.dataSource.transaction(async (manager) => {
      await alongside?.(manager);
      return signals.length === 0 ? [] : this.grouping.record(manager, signals);
    });
    await this.news.announce(changes);
  }
}
