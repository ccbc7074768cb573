import { chmodSync } from 'node:fs';
import { join } from 'node:path';

import {
  privateElasticsearch,
  privatePostgres,
  privateRabbitmq,
  type ElasticsearchOptions,
  type PostgresOptions,
  type PrivateEngine,
  type RabbitmqOptions,
} from '@tocsin/engines';

import { enginesDir } from './engines-folder';
import { freshFolder } from './run-folder';

type Sizes<T> = Omit<T, 'enginesDir' | 'dataDir' | 'runDir'>;

/** Engines for a spec that stops, kills or fills its own. */
export interface TestEngines {
  postgres(sizes?: Sizes<PostgresOptions>): PrivateEngine;
  rabbitmq(sizes?: Sizes<RabbitmqOptions>): PrivateEngine;
  elasticsearch(sizes?: Sizes<ElasticsearchOptions>): PrivateEngine;
}

/** Each call makes a new, empty engine that is not started yet. The spec stops it; its folder goes with the run. */
export function testEngines(): TestEngines {
  return {
    postgres: (sizes) => privatePostgres({ sharedBuffersMb: 32, ...sizes, ...places('postgres') }),
    rabbitmq: (sizes) => privateRabbitmq({ ...sizes, ...places('rabbitmq') }),
    elasticsearch: (sizes) => privateElasticsearch({ heapMb: 512, ...sizes, ...places('elasticsearch') }),
  };
}

function places(name: string): { enginesDir: string; dataDir: string; runDir: string } {
  const folder = freshFolder(name);
  chmodSync(folder, 0o755);
  return { enginesDir, dataDir: join(folder, 'data'), runDir: join(folder, 'run') };
}
