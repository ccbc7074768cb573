import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CommandFailure } from '../exit-codes';
import { progress } from '../progress';
import { projectRoot } from '../project';

const SOURCES = [
  'apps/console',
  'docs/clients',
  'libs/api-contract',
  'libs/query',
  'libs/event-model',
  'angular.json',
  'package-lock.json',
];

/** Builds the console when one of its sources is newer than the last build. */
export function buildConsole(): void {
  const stamp = join(projectRoot, 'dist/console/.built');
  if (existsSync(stamp) && newest(SOURCES.map((source) => join(projectRoot, source))) <= statSync(stamp).mtimeMs)
    return;
  progress('building the console (about 15 s, once)');
  const startedAt = new Date();
  const result = spawnSync(process.execPath, ['node_modules/@angular/cli/bin/ng.js', 'build'], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...process.env, NG_CLI_ANALYTICS: 'false' },
  });
  if (result.status !== 0)
    throw new CommandFailure(`the console could not be built:\n${result.stdout}${result.stderr}`);
  writeFileSync(stamp, '');
  // A source changed while we built must count as newer.
  utimesSync(stamp, startedAt, startedAt);
}

/** Modification time of the newest file or folder, so that a removed file counts too. */
function newest(paths: readonly string[]): number {
  let latest = 0;
  for (const path of paths) {
    const stats = statSync(path);
    latest = Math.max(latest, stats.mtimeMs);
    if (stats.isDirectory()) latest = Math.max(latest, newest(readdirSync(path).map((name) => join(path, name))));
  }
  return latest;
}
