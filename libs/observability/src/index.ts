export { createService, runService, type ServiceOptions } from './create-service';
export { httpConfigSchema, type HttpConfig } from './http-config';
export { Metrics } from './metrics';
export { ObservabilityModule } from './observability.module';
export { ReadinessChecks, type CheckResult, type Readiness } from './readiness-checks';
