import { Logger as NestLogger, Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';

import type { HttpConfig } from './http-config';
import { ObservabilityModule } from './observability.module';

export interface ServiceOptions {
  /** Name in logs: `ingest`, `pipeline`, … */
  readonly name: string;
  readonly imports: readonly (DynamicModule | Type)[];
  readonly http: HttpConfig;
}

@Module({})
class ServiceModule {}

/** The application, not yet listening. No body parser is installed: each module parses its own routes. */
export async function createService(options: Omit<ServiceOptions, 'http'>): Promise<NestExpressApplication> {
  const rootModule: DynamicModule = {
    module: ServiceModule,
    imports: [ObservabilityModule.forRoot(options.name), ...options.imports],
  };
  const app = await NestFactory.create<NestExpressApplication>(rootModule, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  app.enableShutdownHooks();
  return app;
}

/**
 * Runs a service until it is told to stop: SIGINT and SIGTERM close everything in order. A start that fails leaves one clear
 * line on standard error and exit code 1. When the service was forked, its parent is told `{ready: true}`.
 */
export async function runService(options: ServiceOptions): Promise<void> {
  try {
    const app = await createService(options);
    await app.listen(options.http.port, options.http.host);
    new NestLogger(options.name).log(`${options.name} listens on ${options.http.host}:${options.http.port}`);
    stopWithParent();
  } catch (error) {
    process.stderr.write(`${options.name} could not start: ${describeStartFailure(error, options.http)}\n`);
    process.exit(1);
  }
}

/** A supervised service does not outlive its supervisor, however that one ended. */
function stopWithParent(): void {
  if (process.send === undefined) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.send({ ready: true });
}

function describeStartFailure(error: unknown, http: HttpConfig): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `port ${http.port} on ${http.host} is taken. Stop what uses it or choose another port.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
