import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const projectRoot = resolve(__dirname, '../../..');

/**
 * Path of a file of the log corpora, which are too large and too foreign to live here: they are looked for in
 * `$TOCSIN_CORPORA`, else in `shared/corpora` beside the project. `undefined` when absent; such a test is then skipped.
 */
export function corpus(relative: string): string | undefined {
  const folder = process.env['TOCSIN_CORPORA'] ?? join(projectRoot, '..', 'shared', 'corpora');
  const file = join(folder, relative);
  return existsSync(file) ? file : undefined;
}
