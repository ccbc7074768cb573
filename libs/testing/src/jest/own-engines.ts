import { join } from 'node:path';

// Jest maps no aliases for its global files.
import {
  ensureEngines,
  privateElasticsearch,
  privatePostgres,
  privateRabbitmq,
  type EngineName,
  type PrivateEngine,
} from '../../../engines/src/index';
import { announceTestEndpoint, testEndpoint } from '../engines/engine-urls';
import { enginesDir } from '../engines/engines-folder';

const MAKERS = {
  postgres: privatePostgres,
  rabbitmq: privateRabbitmq,
  elasticsearch: (places: Parameters<typeof privateElasticsearch>[0]) =>
    privateElasticsearch({ ...places, heapMb: 512 }),
} as const satisfies Partial<Record<EngineName, unknown>>;

/** The engines a run starts for itself because no URL of theirs was given. */
export class OwnEngines {
  private engines: PrivateEngine[] = [];

  /** Starts what is missing, all at once; when one fails, none stays. */
  async start(folder: string): Promise<void> {
    const names = (Object.keys(MAKERS) as (keyof typeof MAKERS)[]).filter((name) => testEndpoint(name) === undefined);
    await ensureEngines(names, { enginesDir, report: (line) => process.stderr.write(`${line}\n`) });
    this.engines = names.map((name) =>
      MAKERS[name]({ enginesDir, dataDir: join(folder, name, 'data'), runDir: join(folder, name, 'run') }),
    );
    const results = await Promise.allSettled(this.engines.map((engine) => engine.start()));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) {
      await this.stop();
      throw failed.reason;
    }
    this.announce();
  }

  has(name: EngineName): boolean {
    return this.engines.some((engine) => engine.name === name);
  }

  /** Without ceremony, as their data goes too. */
  async stop(): Promise<void> {
    await Promise.all(
      this.engines.splice(0).map(async (engine) => {
        await engine.kill();
        await engine.stop();
      }),
    );
  }

  private announce(): void {
    for (const { name, url, urls } of this.engines) {
      announceTestEndpoint(name as keyof typeof MAKERS, url);
      if (urls['management'] !== undefined) announceTestEndpoint('rabbitmqManagement', urls['management']);
    }
  }
}
