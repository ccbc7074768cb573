import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { CommandFailure } from '../exit-codes';
import { projectRoot } from '../project';

/**
 * Runs one file of bench/ in a process of its own: it is told what to measure and sends its figures back.
 * @param execArgv flags of Node for it
 * @throws {CommandFailure} when it ends without figures.
 */
export async function runBench<T>(name: string, task: object, execArgv: readonly string[] = []): Promise<T> {
  const child = fork(join(projectRoot, `dist/server/bench/${name}.bench.js`), { execArgv: [...execArgv] });
  child.send(task);
  const ended = once(child, 'exit').then(() => {
    throw new CommandFailure('the measurement ended before it had figures; its message stands above.');
  });
  const [figures] = (await Promise.race([once(child, 'message'), ended])) as [T];
  return figures;
}
