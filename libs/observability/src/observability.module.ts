import { Module, type DynamicModule } from '@nestjs/common';
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
      imports: [LoggerModule.forRoot(loggingOptions(service))],
      controllers: [HealthController],
      providers: [Metrics, ReadinessChecks, { provide: Clock, useClass: SystemClock }],
      exports: [Metrics, ReadinessChecks, Clock],
    };
  }
}
