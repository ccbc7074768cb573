import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { EngineUnavailable, USE_YOUR_OWN } from '../engine-errors';
import type { EngineName } from '../engine-name';
import { runTool } from '../server/run-tool';
import { CATALOGUE } from './catalogue';
import { aloneIn } from './fetch-lock';

export interface FetchOptions {
  /** Where programs are kept, shared by all who use this project. */
  readonly enginesDir: string;
  /** Gets one line per step, for people to read. */
  readonly report: (line: string) => void;
}

/**
 * Gets what is missing of these; what is there is left alone, so that a folder filled by another user serves too. Two that run
 * at once wait for each other, and one that is broken off leaves nothing half-made in place.
 * @throws {EngineUnavailable} for the first that cannot be had, with the way to get it.
 */
export async function ensureEngines(names: readonly EngineName[], options: FetchOptions): Promise<void> {
  const missing = () => names.filter((name) => !CATALOGUE[name].isThere(options.enginesDir));
  if (missing().length === 0) return;
  const { enginesDir, report } = options;
  mkdirSync(enginesDir, { recursive: true });
  await aloneIn(
    enginesDir,
    () => report('waiting for another process that fetches engines'),
    async () => {
      for (const name of missing()) await fetchOne(name, options);
    },
  );
}

async function fetchOne(name: EngineName, { enginesDir, report }: FetchOptions): Promise<void> {
  const supply = CATALOGUE[name];
  report(`${name}: ${supply.task} …`);
  const begun = performance.now();
  const incoming = join(enginesDir, `.incoming-${name}`);
  try {
    await supply.fetch(incoming);
  } catch (error) {
    if (error instanceof EngineUnavailable) throw error;
    const what = error instanceof Error ? error.message : String(error);
    throw new EngineUnavailable(name, what, `Try again when the network is there. ${USE_YOUR_OWN[name] ?? ''}`.trim(), {
      cause: error,
    });
  }
  if (existsSync(incoming)) await moveIn(incoming, join(enginesDir, name));
  report(`${name}: there after ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
}

async function moveIn(incoming: string, place: string): Promise<void> {
  // Engines may run as another user than the one who fetched them.
  await runTool(['chmod', '-R', 'a+rX', '--', incoming]);
  // Whatever stands there is of another version, else nothing would have been fetched.
  rmSync(place, { recursive: true, force: true });
  renameSync(incoming, place);
}
