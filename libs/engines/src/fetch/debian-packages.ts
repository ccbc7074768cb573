import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { findOnPath, runTool } from '../server/run-tool';

/** Libraries are named differently from one release to the next: the first one apt knows is taken. */
export type PackageChoice = string | readonly string[];

/**
 * Unpacks Debian packages into a folder without installing them: no root, no service started, nothing of the system changed.
 * What was downloaded before a failure is not downloaded again. apt checks the signatures.
 */
export async function unpackPackages(packages: readonly PackageChoice[], into: string): Promise<void> {
  for (const tool of ['apt-get', 'dpkg'])
    if (findOnPath(tool) === undefined) throw new Error(`${tool} is absent, so this is not Debian or Ubuntu`);
  const downloads = join(into, '.deb');
  mkdirSync(downloads, { recursive: true });
  await download(packages, downloads, into);
  for (const file of readdirSync(downloads).filter((name) => name.endsWith('.deb')))
    await runTool(['dpkg', '-x', join(downloads, file), into]);
  rmSync(downloads, { recursive: true });
  rmSync(join(into, '.apt'), { recursive: true, force: true });
}

async function download(packages: readonly PackageChoice[], downloads: string, into: string): Promise<void> {
  try {
    await downloadBy(systemLists(), packages, downloads);
  } catch {
    // Lists that are absent or older than what the mirror keeps: fresh ones of our own.
    const options = ownLists(join(into, '.apt'));
    // Without the setting a mirror out of reach is a mere warning.
    await runTool(['apt-get', ...options, '-o', 'APT::Update::Error-Mode=any', '-qq', 'update']);
    await downloadBy(options, packages, downloads);
  }
}

async function downloadBy(
  options: readonly string[],
  packages: readonly PackageChoice[],
  downloads: string,
): Promise<void> {
  const names: string[] = [];
  for (const choice of packages) names.push(await firstKnown(options, choice));
  await runTool(['apt-get', ...options, '-qq', 'download', ...names], { cwd: downloads });
}

async function firstKnown(options: readonly string[], choice: PackageChoice): Promise<string> {
  if (typeof choice === 'string') return choice;
  const known = await runTool(['apt-cache', ...options, 'pkgnames']);
  const names = new Set(known.split('\n'));
  const found = choice.find((name) => names.has(name));
  if (found === undefined) throw new Error(`apt knows none of ${choice.join(', ')}`);
  return found;
}

/** apt with the system's lists, leaving its caches alone, which an ordinary user may not write. */
function systemLists(): string[] {
  return aptOptions({ 'Dir::Cache::pkgcache': '', 'Dir::Cache::srcpkgcache': '' });
}

/** apt with lists and caches in that folder, which works for an ordinary user too. */
function ownLists(folder: string): string[] {
  const lists = join(folder, 'lists');
  const cache = join(folder, 'cache');
  for (const part of [join(lists, 'partial'), join(cache, 'archives/partial')]) mkdirSync(part, { recursive: true });
  return aptOptions({ 'Dir::State::lists': lists, 'Dir::Cache': cache, 'Dir::State::status': '/dev/null' });
}

function aptOptions(settings: Readonly<Record<string, string>>): string[] {
  // As root apt downloads as another user, who may not be able to enter our folder.
  return Object.entries({ ...settings, 'APT::Sandbox::User': 'root' }).flatMap(([name, value]) => [
    '-o',
    `${name}=${value}`,
  ]);
}
