import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder, found upwards from here: sources and build lie at different depths. */
export const projectRoot = findRoot(__dirname);

/** Version of the product, from package.json. */
export const productVersion = versionOf(join(projectRoot, 'package.json'));

function findRoot(folder: string): string {
  const parent = dirname(folder);
  return existsSync(join(folder, 'package.json')) || parent === folder ? folder : findRoot(parent);
}

function versionOf(file: string): string {
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
