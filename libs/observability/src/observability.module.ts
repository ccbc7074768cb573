import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Clock, SystemClock } from '@tocsin/clock';
import { LoggerModule } from 'nestjs-pino';

import { HealthController } from './health.controller';
import { loggingOptions } from './logging';
import { Metrics } from './metrics';
import { ReadinessChecks } from './readiness-checks';

/** What every process has: logs, figures, health and the clock. */
@Module({})
export class ObservabilityModule {
  static forRoot(service: string): DynamicModule {
    return {
      module: ObservabilityModule,
      global: true,
      // Here, because a second one in the same process would run every job twice.
      imports: [LoggerModule.forRoot(loggingOptions(service)), ScheduleModule.forRoot()],
      controllers: [HealthController],
      providers: [Metrics, ReadinessChecks, { provide: Clock, useClass: SystemClock }],
      exports: [Metrics, ReadinessChecks, Clock],
    };
  }
}
