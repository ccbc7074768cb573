import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from '@tocsin/clock';
import { createDataSource, DatabaseReady } from '@tocsin/database';
import { MessageBus } from '@tocsin/messaging';
import { Metrics, ReadinessChecks } from '@tocsin/observability';
import { DataSource } from 'typeorm';

import { NoBus } from './no-bus';

/** No list is ever loaded, so that those kept in the database stay empty. */
const NEVER_READY: Pick<DatabaseReady, 'whenReady' | 'check'> = {
  whenReady: () => new Promise(() => undefined),
  check: () => Promise.resolve({ ok: true, detail: '' }),
};

/** Stands in for engines and their figures where there are none. */
@Global()
@Module({
  providers: [
    Metrics,
    ReadinessChecks,
    { provide: Clock, useClass: SystemClock },
    { provide: MessageBus, useClass: NoBus },
    { provide: DatabaseReady, useValue: NEVER_READY },
    // Never connected: everybody waits until the database is ready.
    { provide: DataSource, useFactory: () => createDataSource({ url: 'postgres://localhost/none' }) },
  ],
  exports: [Metrics, ReadinessChecks, Clock, MessageBus, DatabaseReady, DataSource],
})
export class NoEnginesModule {}
