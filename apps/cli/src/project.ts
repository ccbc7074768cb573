import { join, resolve } from 'node:path';

/** The project's folder: given by `./tocsin`, else found from where this file was built to. */
export const projectRoot = process.env['TOCSIN_ROOT'] ?? resolve(__dirname, '../../../../..');

/** The built entry of an app. */
export function appEntry(app: string): string {
  return join(projectRoot, 'dist/server/apps', app, 'src/main.js');
}

/** Where things live that can be fetched or made again; git does not see it. */
export const stateFolder = join(projectRoot, '.tocsin');
export const enginesFolder = join(stateFolder, 'engines');
export const usualDataFolder = join(stateFolder, 'data');
