import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { Argument, type Command } from 'commander';

import { CommandFailure } from '../exit-codes';
import { withAccess } from '../access';
import { progress } from '../progress';
import { projectRoot } from '../project';
import { DataFolder, type RunningState } from '../up/data-folder';

const SOURCE = 'bench';
const START_LIMIT_MS = 240_000;

type Size = RunningState['size'];

/** Adds `tocsin bench`. */
export function addBenchCommand(program: Command): Command {
  return program
    .command('bench')
    .description('Measure: 50,000 events in bodies of 200, from the front door to the store, beside a bare server.')
    .addArgument(new Argument('[size]', 'only this size').choices(['embedded', 'cluster']))
    .option('--json', 'print one JSON object per size', false)
    .action((size: Size | undefined, { json }: { json: boolean }) => bench(size, json));
}

async function bench(only: Size | undefined, isJson: boolean): Promise<void> {
  for (const size of ['embedded', 'cluster'] as const) {
    if (only !== undefined && only !== size) continue;
    const figures = await measure(size);
    process.stdout.write(
      isJson ? `${JSON.stringify({ size, ...figures })}\n` : `\n${size}\n${formatFigures(figures)}\n`,
    );
  }
}

async function measure(size: Size): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  const data = new DataFolder(join(folder, 'data'));
  const system = spawn(
    join(projectRoot, 'tocsin'),
    ['up', ...(size === 'cluster' ? ['--cluster'] : []), '--data', data.path, '--port', '0'],
    { stdio: 'ignore' },
  );
  try {
    progress(`starting the ${size} size`);
    return await runIn(await untilUp(data, system));
  } finally {
    const ended = once(system, 'exit');
    system.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilUp(data: DataFolder, system: ChildProcess): Promise<RunningState> {
  const until = performance.now() + START_LIMIT_MS;
  while (performance.now() < until && system.exitCode === null) {
    const state = data.state();
    if (state?.isReady) return state;
    await wait(200);
  }
  throw new CommandFailure('the system to measure did not come up; try ./tocsin up for its message.');
}

async function runIn(state: RunningState): Promise<Record<string, number>> {
  const key = await withAccess(state.databaseUrl, ({ keys }) =>
    keys.create(SOURCE, { description: 'made by tocsin bench' }),
  );
  const child = fork(join(projectRoot, 'dist/server/bench/throughput.bench.js'));
  const { elasticsearch, postgres } = state.engines;
  progress('measuring');
  child.send({
    // The plain port of the cluster's nginx, so that TLS is not part of the figure.
    url: state.consoleUrl,
    authorization: `ApiKey ${Buffer.from(`${key.id}:${key.secret}`).toString('base64')}`,
    source: SOURCE,
    store:
      elasticsearch === undefined ? { kind: 'postgres', url: postgres } : { kind: 'elasticsearch', url: elasticsearch },
  });
  const ended = once(child, 'exit').then(() => {
    throw new CommandFailure('the measurement ended before it had figures; its message stands above.');
  });
  const [figures] = (await Promise.race([once(child, 'message'), ended])) as [Record<string, number>];
  return figures;
}

function formatFigures(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `  ${name.padEnd(22)} ${value.toLocaleString('en')}`)
    .join('\n');
}
