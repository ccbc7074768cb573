import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { AccessControlModule } from '@tocsin/access-control';
import { ReadinessChecks } from '@tocsin/observability';

import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';
import { DirectoryKeeper } from './directory/directory-keeper';
import { DirectorySchedule } from './directory/directory-schedule';
import { SnapshotKeeper } from './directory/snapshot-keeper';
import { KeyShippers } from './key-shippers';
import { KeyUses } from './key-uses';
import { Shippers } from './shippers';

/** Who sends. Needs `DatabaseModule`, `MessageBus` and what `ObservabilityModule` gives. */
@Module({})
export class ShippersModule implements OnModuleInit {
  constructor(
    private readonly checks: ReadinessChecks,
    private readonly keeper: DirectoryKeeper,
  ) {}

  static register(options: IngestOptions): DynamicModule {
    return {
      module: ShippersModule,
      imports: [AccessControlModule],
      providers: [
        { provide: INGEST_OPTIONS, useValue: options },
        { provide: Shippers, useClass: KeyShippers },
        DirectoryKeeper,
        DirectorySchedule,
        KeyUses,
        SnapshotKeeper,
      ],
      exports: [Shippers],
    };
  }

  onModuleInit(): void {
    this.checks.add('keys', () => {
      const { whyUnusable } = this.keeper;
      return Promise.resolve({ ok: whyUnusable === '', detail: whyUnusable });
    });
  }
}
