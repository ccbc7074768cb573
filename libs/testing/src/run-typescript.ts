import { join } from 'node:path';

/** Arguments of node with which a child process of a test runs our TypeScript as it stands. */
export const RUN_TYPESCRIPT: readonly string[] = ['-r', join(__dirname, 'typescript-hook.cjs')];
