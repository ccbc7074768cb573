import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER = 'TOCSIN_TEST_FOLDER';

/** Makes the folder in which everything of the run lives that is not on a shared engine. Open to the user engines run as. */
export function makeRunFolder(run: string): string {
  const folder = join(tmpdir(), `tocsin-test-${run}`);
  mkdirSync(folder, { mode: 0o755 });
  process.env[FOLDER] = folder;
  return folder;
}

/** A new folder in the run's. @throws {Error} outside an integration run. */
export function freshFolder(name: string): string {
  const folder = process.env[FOLDER];
  if (folder === undefined)
    throw new Error('A test has engines of its own in integration runs only: run it by ./tocsin test int.');
  return mkdtempSync(join(folder, `${name}-`));
}
