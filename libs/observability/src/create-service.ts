import { Logger as NestLogger, Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ConfigError, loadConfig } from '@tocsin/config';
import { Logger } from 'nestjs-pino';
import type { z } from 'zod';

import type { HttpConfig, httpConfigSchema } from './http-config';
import { ObservabilityModule } from './observability.module';

type Imports = readonly (DynamicModule | Type)[];

/** A service: its configuration is read before anything else runs. */
export interface ServiceOptions<S extends z.ZodObject<{ http: typeof httpConfigSchema }>> {
  /** Name in logs: `ingest`, `pipeline`, … */
  readonly name: string;
  readonly schema: S;
  readonly imports: (config: z.infer<S>) => Imports;
}

@Module({})
class ServiceModule {}

/** The application, not yet listening. No body parser is installed: each module parses its own routes. */
export async function createService(options: {
  readonly name: string;
  readonly imports: Imports;
}): Promise<NestExpressApplication> {
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
export async function runService<S extends z.ZodObject<{ http: typeof httpConfigSchema }>>(
  options: ServiceOptions<S>,
): Promise<void> {
  try {
    const config = loadConfig(options.schema);
    // What TypeScript cannot see through the generic: every such schema has this section.
    const { http } = config as { http: HttpConfig };
    await listen(options.name, options.imports(config), http);
  } catch (error) {
    process.stderr.write(`${options.name} could not start: ${describeStartFailure(error)}\n`);
    process.exit(1);
  }
}

async function listen(name: string, imports: Imports, http: HttpConfig): Promise<void> {
  const app = await createService({ name, imports });
  await app.listen(http.port, http.host);
  new NestLogger(name).log(`${name} listens on ${http.host}:${http.port}`);
  stopWithParent();
}

/** A supervised service does not outlive its supervisor, however that one ended. */
function stopWithParent(): void {
  if (process.send === undefined) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.send({ ready: true });
}

function describeStartFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `${error.message}. Stop what uses that port or set TOCSIN_HTTP_PORT to another.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
