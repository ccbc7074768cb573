import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DatabaseReady } from '@tocsin/database';
import { EventStore } from '@tocsin/event-store';
import { ReadinessChecks } from '@tocsin/observability';

import { EventBrokers } from '../brokers/event-brokers';

/** The engines the pipeline cannot do its job without. */
@Injectable()
export class PipelineReadiness implements OnModuleInit {
  constructor(
    private readonly checks: ReadinessChecks,
    private readonly brokers: EventBrokers,
    private readonly store: EventStore,
    private readonly database: DatabaseReady,
  ) {}

  onModuleInit(): void {
    this.checks.add('database', () => this.database.check());
    this.checks.add('broker', () => Promise.resolve(this.brokers.check()));
    this.checks.add('store', async () => {
      const { isWritable, detail } = await this.store.health();
      return { ok: isWritable, detail };
    });
  }
}
