import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { Argument, InvalidArgumentError, type Command } from 'commander';

import { CommandFailure, EXIT } from '../exit-codes';
import { withAccess } from '../access';
import { progress } from '../progress';
import { projectRoot } from '../project';
import { DataFolder, type RunningState } from '../up/data-folder';
import { benchCoverage } from './coverage-figures';
import { formatFigures } from './format-figures';
import { benchIngest } from './ingest-figures';
import { benchLastSeen } from './last-seen-figures';
import { benchLists } from './lists-figures';
import { benchPipeline } from './pipeline-figures';
import { benchRules } from './rules-figures';
import { runBench } from './run-bench';
import { benchSoak } from './soak-figures';

const SOURCE = 'bench';
const START_LIMIT_MS = 240_000;

type Size = RunningState['size'];

const BENCHES = ['embedded', 'cluster', 'ingest', 'last-seen', 'lists', 'pipeline'] as const;
/** Takes long, so only when it is asked for. */
const SOAK = 'soak';
/** Needs lines to count in. */
const COVERAGE = 'coverage';
/** Needs rules and events. */
const RULES = 'rules';
type Bench = (typeof BENCHES)[number] | typeof SOAK | typeof COVERAGE | typeof RULES;

interface BenchOptions {
  readonly json: boolean;
  readonly minutes: number;
  readonly rules?: string;
  readonly corpus?: string;
  readonly logsource?: string;
}

/** Adds `tocsin bench`. */
export function addBenchCommand(program: Command): Command {
  return program
    .command('bench')
    .description('Measure, each beside a bare server that only reads the body.')
    .addArgument(
      new Argument(
        '[what]',
        'one size, from the front door to the store; the front door alone; a million terms of lists; five million keys that were seen; the stages of the pipeline alone; soak, the front door sent too much; coverage, what is understood of the lines of --corpus; or rules, what --rules cost on the events of --corpus (default: all but the last three)',
      ).choices([...BENCHES, SOAK, COVERAGE, RULES]),
    )
    .option('--json', 'print JSON, one object for each', false)
    .option('--minutes <number>', 'how long soak sends', minutesOf, 10)
    .option('--rules <folder>', 'Sigma rules that pipeline measures beside ours, and rules alone', (folder) =>
      resolve(folder),
    )
    .option('--corpus <file>', 'lines by product that coverage reads, or events for rules', (file) => resolve(file))
    .option('--logsource <file>', 'map of log sources (thor.yml), for events as shippers sent them', (file) =>
      resolve(file),
    )
    .action((what: Bench | undefined, options: BenchOptions) => run(what, options));
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (!(minutes > 0)) throw new InvalidArgumentError('give a number above 0.');
  return minutes;
}

function run(what: Bench | undefined, { json, minutes, rules, corpus, logsource }: BenchOptions): Promise<void> {
  if (what === SOAK) return benchSoak(minutes, json);
  if (what !== COVERAGE && what !== RULES) return bench(what, json, rules);
  if (corpus === undefined) throw new CommandFailure(`${what} needs --corpus <file>.`, EXIT.usage);
  if (what === COVERAGE) return benchCoverage(corpus, json);
  if (rules === undefined) throw new CommandFailure('rules needs --rules <folder>.', EXIT.usage);
  return benchRules({ rules, corpus, ...(logsource === undefined ? {} : { logsource }) }, json);
}

async function bench(
  only: (typeof BENCHES)[number] | undefined,
  isJson: boolean,
  rules: string | undefined,
): Promise<void> {
  for (const what of only === undefined ? BENCHES : [only]) {
    if (what === 'ingest') await benchIngest(isJson);
    else if (what === 'pipeline') await benchPipeline(isJson, rules);
    else if (what === 'lists') await benchLists(isJson);
    else if (what === 'last-seen') await benchLastSeen(isJson);
    else await benchSize(what, isJson);
  }
}

async function benchSize(size: Size, isJson: boolean): Promise<void> {
  const figures = await measure(size);
  process.stdout.write(isJson ? `${JSON.stringify({ size, ...figures })}\n` : `\n${size}\n${formatFigures(figures)}\n`);
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
  const { elasticsearch, postgres } = state.engines;
  progress('measuring');
  return runBench('throughput', {
    // The plain port of the cluster's nginx, so that TLS is not part of the figure.
    url: state.consoleUrl,
    authorization: `ApiKey ${Buffer.from(`${key.id}:${key.secret}`).toString('base64')}`,
    source: SOURCE,
    store:
      elasticsearch === undefined ? { kind: 'postgres', url: postgres } : { kind: 'elasticsearch', url: elasticsearch },
  });
}
