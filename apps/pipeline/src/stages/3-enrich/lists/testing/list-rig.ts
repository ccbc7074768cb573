import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { Metrics, ReadinessChecks } from '@tocsin/observability';
import { FakeClock } from '@tocsin/testing';

import { Persistence } from '../../../../batch/persistence';
import { StartConditions } from '../../../../batch/start-conditions';
import { ListHealth } from '../list-health';
import { ListKeeper } from '../list-keeper';
import { ListLoader } from '../list-loader';
import { InMemoryLists } from './in-memory-lists';

/** A keeper over lists in memory, and all it touches. */
export class ListRig {
  readonly source = new InMemoryLists();
  readonly bus = new InMemoryMessageBus();
  readonly checks = new ReadinessChecks();
  readonly metrics = new Metrics();
  readonly clock = new FakeClock();
  readonly conditions = new StartConditions(new Persistence());
  readonly keeper = new ListKeeper(
    new ListLoader(this.source, this.clock),
    this.bus,
    this.conditions,
    new ListHealth(this.metrics, this.checks),
  );

  /** Waits for what the enrichers asked to be loaded. */
  async loaded(): Promise<void> {
    await this.conditions.whenMet('start', () => Promise.resolve());
  }

  close(): Promise<void> {
    return this.keeper.onModuleDestroy();
  }
}
