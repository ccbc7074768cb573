import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { CommandFailure, EXIT } from '../exit-codes';
import { importModule } from './import-module';
import type { PluginNames } from './plugin-names';
import { pluginFiles } from './templates';

interface Place {
  /** Where the folder of the plug-in is made. */
  readonly folder: string;
  /** The module that imports the plug-in's. */
  readonly module: string;
}

const STAGES = 'apps/pipeline/src/stages';
const NORMALIZE = `${STAGES}/2-normalize`;
/** Folders of the normalize stage that hold no plug-ins. */
const NO_FAMILIES = new Set(['time', 'values']);

/**
 * Writes the files of a new plug-in and imports its module; nothing that is there is overwritten.
 * @param family of a normalizer or unwrapper: `network`
 * @returns the files written, from the root of the project.
 */
export function newPlugin(root: string, names: PluginNames, family: string | undefined): string[] {
  const place = placeOf(root, names, family);
  const folder = join(root, place.folder, names.file);
  if (existsSync(folder))
    throw new CommandFailure(`${relative(root, folder)} is there already; choose another name`, EXIT.usage);
  const module = join(root, place.module);
  const changed = importModule(
    readFileSync(module, 'utf8'),
    `${names.base}Module`,
    `./${names.file}/${names.file}.module`,
  );
  mkdirSync(folder);
  const files = Object.entries(pluginFiles(names)).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
  writeFileSync(module, changed);
  return [...files, module].map((file) => relative(root, file));
}

function placeOf(root: string, { kind }: PluginNames, family: string | undefined): Place {
  if (kind === 'enricher') return { folder: `${STAGES}/3-enrich`, module: `${STAGES}/3-enrich/enrich.module.ts` };
  if (kind === 'tap') {
    const folder = `${STAGES}/6-observe/taps`;
    return { folder, module: `${folder}/taps.module.ts` };
  }
  const families = familiesOf(root);
  if (family === undefined || !families.includes(family))
    throw new CommandFailure(`say which family it belongs to with --family: ${families.join(', ')}`, EXIT.usage);
  const folder = `${NORMALIZE}/${family}`;
  return { folder, module: `${folder}/${family}.module.ts` };
}

function familiesOf(root: string): string[] {
  return readdirSync(join(root, NORMALIZE), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NO_FAMILIES.has(entry.name))
    .map(({ name }) => name)
    .sort();
}
