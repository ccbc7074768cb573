import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DatabaseReady } from '@tocsin/database';
import { EventStore } from '@tocsin/event-store';
import { MessageBus } from '@tocsin/messaging';
import { ReadinessChecks } from '@tocsin/observability';

/** The engines alerting cannot do its job without. */
@Injectable()
export class AlertingReadiness implements OnModuleInit {
  constructor(
    private readonly checks: ReadinessChecks,
    private readonly bus: MessageBus,
    private readonly store: EventStore,
    private readonly database: DatabaseReady,
  ) {}

  onModuleInit(): void {
    this.checks.add('database', () => this.database.check());
    this.checks.add('broker', () => {
      const { isConnected, detail } = this.bus.health();
      return Promise.resolve({ ok: isConnected, detail });
    });
    this.checks.add('store', async () => {
      const { isWritable, detail } = await this.store.health();
      return { ok: isWritable, detail };
    });
  }
}
