import { cpSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { freshFolder } from '@tocsin/testing';

const fetched = resolve(__dirname, '../../../.tocsin/engines');

/** A place for an engine at its most awkward. */
export interface ClosedPlace {
  readonly folder: string;
  readonly enginesDir: string;
  readonly dataDir: string;
  readonly runDir: string;
}

/** A folder only we may enter, with a blank in its path, and in it that engine's program. */
export function closedPlace(engine: string, { withProgram = true } = {}): ClosedPlace {
  const folder = join(freshFolder(engine), 'a b');
  const enginesDir = join(folder, 'engines');
  if (withProgram) cpSync(join(fetched, engine), join(enginesDir, engine), { recursive: true, verbatimSymlinks: true });
  return { folder, enginesDir, dataDir: join(folder, 'data'), runDir: join(folder, 'run') };
}

/** Command lines of the processes that have that text in theirs or in their environment's HOME. */
export function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => `${contentOf(`/proc/${pid}/cmdline`)} ${contentOf(`/proc/${pid}/environ`)}`)
    .filter((text) => text.includes(folder));
}

/** What a process and its children have open, deleted files too. */
export function openFilesOf(pid: number): string[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return [String(pid), ...children].flatMap((each) =>
    readdirSync(`/proc/${each}/fd`).flatMap((descriptor) => linkOf(`/proc/${each}/fd/${descriptor}`)),
  );
}

function parentOf(pid: string): number {
  return Number(/^PPid:\t(\d+)/m.exec(contentOf(`/proc/${pid}/status`))?.[1]);
}

function linkOf(descriptor: string): string[] {
  try {
    return [readlinkSync(descriptor)];
  } catch {
    // Closed meanwhile.
    return [];
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Ended meanwhile, or belongs to somebody else.
    return '';
  }
}
