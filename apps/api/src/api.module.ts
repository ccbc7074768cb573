import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { DatabaseReady } from '@tocsin/database';
import { ReadinessChecks } from '@tocsin/observability';

import type { ApiSections } from './api.config';
import { ConsoleModule } from './console/console.module';
import { DocsModule } from './docs/docs.module';
import { DOCUMENTED } from './docs/documented';
import { HttpKitModule } from './http/http-kit.module';
import { LiveModule } from './live/live.module';

/** REST, live messages and the console. */
@Module({})
export class ApiModule implements OnModuleInit {
  constructor(
    private readonly checks: ReadinessChecks,
    private readonly database: DatabaseReady,
  ) {}

  static register(config: ApiSections): DynamicModule {
    return {
      module: ApiModule,
      imports: [HttpKitModule.forRoot(config), ...DOCUMENTED, DocsModule, LiveModule, ConsoleModule],
    };
  }

  /** Of the engines only the database is needed to answer; the others are told of in the status. */
  onModuleInit(): void {
    this.checks.add('database', () => this.database.check());
  }
}
