import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { EngineUnavailable, USE_YOUR_OWN } from '../engine-errors';
import { findOnPath, runTool } from '../server/run-tool';
import { findJava } from './find-java';

/** The version that is fetched; the client library must be of the same major version. */
export const ELASTICSEARCH_VERSION = '9.5.3';

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
const ARTIFACT = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${ELASTICSEARCH_VERSION}:zip`;

/** Folder that holds the program once it is whole. */
export function elasticsearchHome(enginesDir: string): string {
  return join(enginesDir, 'elasticsearch', `elasticsearch-${ELASTICSEARCH_VERSION}`);
}

/** Elastic's own small distribution, from Maven Central by way of Maven, which knows the mirrors of the house. */
export async function fetchElasticsearch(into: string): Promise<void> {
  findJava();
  requireTool('mvn', 'apt-get install maven');
  requireTool('unzip', 'apt-get install unzip');
  mkdirSync(into, { recursive: true });
  await runTool(['mvn', '-q', '-B', COPY, `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${into}`]);
  const archive = join(into, `elasticsearch-${ELASTICSEARCH_VERSION}.zip`);
  const unpacking = join(into, '.unpacking');
  rmSync(unpacking, { recursive: true, force: true });
  await runTool(['unzip', '-q', archive, '-d', unpacking]);
  const home = `elasticsearch-${ELASTICSEARCH_VERSION}`;
  makeExecutable(join(unpacking, home, 'bin'));
  renameSync(join(unpacking, home), join(into, home));
  for (const done of [archive, unpacking]) rmSync(done, { recursive: true });
}

function requireTool(name: string, remedy: string): void {
  if (findOnPath(name) === undefined)
    throw new EngineUnavailable(
      'elasticsearch',
      `it is fetched by ${name}, which is absent`,
      `Get it (${remedy}). ${USE_YOUR_OWN.elasticsearch}`,
    );
}

/** The archive keeps no modes in some versions of the build. */
function makeExecutable(folder: string): void {
  if (!existsSync(folder)) throw new Error(`the archive has no ${folder}`);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o755);
}
