import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

import { projectRoot } from '../project';

const SHOWN_ON_FAILURE = 20_000;

export interface ToolRun {
  readonly name: string;
  /** Script inside the project to run with our Node, then its arguments. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Folder of logs and reports of a test run. */
export const reportsFolder = join(projectRoot, '.cache/test');

/** Runs a tool of the project; its whole output goes to a log, the end of it to the screen when it fails. */
export async function runTool({ name, command, env }: ToolRun): Promise<{ ok: boolean; logFile: string }> {
  mkdirSync(reportsFolder, { recursive: true });
  const logFile = join(reportsFolder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.log`);
  const log = createWriteStream(logFile);
  let tail = '';
  const child = spawn(process.execPath, command, {
    cwd: projectRoot,
    env: { ...process.env, FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const take = (text: Buffer): void => {
    log.write(text);
    tail = (tail + text.toString()).slice(-SHOWN_ON_FAILURE);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  log.end();
  await finished(log);
  if (code !== 0) process.stdout.write(`${tail.trimEnd()}\n`);
  return { ok: code === 0, logFile };
}
