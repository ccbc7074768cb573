/**
 * Adds a module to the imports of another, in its source. Gives back the text as it is when the module is there already.
 * @throws {Error} when the text does not look like a module of imports.
 */
export function importModule(source: string, name: string, from: string): string {
  if (source.includes(`from '${from}'`)) return source;
  const list = /imports: \[([^\]]*)\]/.exec(source);
  const lastImport = [...source.matchAll(/^import .*;\n/gm)].at(-1);
  if (list === null || lastImport === undefined) throw new Error('its imports could not be found');
  const names = (list[1] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const at = lastImport.index + lastImport[0].length;
  const gap = lastImport[0].includes("from '@nestjs/common'") ? '\n' : '';
  const withImport = `${source.slice(0, at)}${gap}import { ${name} } from '${from}';\n${source.slice(at)}`;
  return withImport.replace(list[0], `imports: [${[...names, name].join(', ')}]`);
}
