import { join, resolve } from 'node:path';

/** Where the project keeps fetched engines; the same that `./tocsin` uses. */
export const enginesDir = join(resolve(__dirname, '../../../..'), '.tocsin/engines');
