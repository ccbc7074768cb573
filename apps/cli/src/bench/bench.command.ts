import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { Argument, InvalidArgumentError, type Command } from 'commander';

import { CommandFailure, EXIT } from '../exit-codes';
import { withAccess } from '../access';
import { progress } from '../progress';
import { projectRoot } from '../project';
import { DataFolder, type RunningState } from '../up/data-folder';
import { benchEndToEnd } from './end-to-end-figures';
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
/** Takes some minutes. */
const END_TO_END = 'end-to-end';
type Bench = (typeof BENCHES)[number] | typeof SOAK | typeof COVERAGE | typeof RULES | typeof END_TO_END;

interface BenchOptions {
  readonly json: boolean;
  readonly minutes?: number;
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
        'one size, from the front door to the store; the front door alone; a million terms of lists; five million keys that were seen; the stages of the pipeline alone; soak, the front door sent too much; coverage, what is understood of the lines of --corpus; rules, what --rules cost on the events of --corpus; or end-to-end, what each part costs from shipper to store, with --rules (default: all but the last four)',
      ).choices([...BENCHES, SOAK, COVERAGE, RULES, END_TO_END]),
    )
    .option('--json', 'print JSON, one object for each', false)
    .option('--minutes <number>', 'how long soak (10) or end-to-end (2) sends', minutesOf)
    .option(
      '--rules <folder>',
      'Sigma rules that pipeline and end-to-end measure beside ours, and rules alone',
      folderOf,
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

/** A folder that is not there would measure as one without rules. */
function folderOf(path: string): string {
  const folder = resolve(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new InvalidArgumentError(`there is no folder ${folder}.`);
  return folder;
}

function run(what: Bench | undefined, { json, minutes, rules, corpus, logsource }: BenchOptions): Promise<void> {
  if (what === SOAK) return benchSoak(minutes ?? 10, json);
  if (what === END_TO_END) return endToEnd(minutes ?? 2, json, rules);
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

async function endToEnd(minutes: number, isJson: boolean, rules: string | undefined): Promise<void> {
  const settings = rules === undefined ? {} : { TOCSIN_RULES_FOLDERS: JSON.stringify({ bench: rules }) };
  await withSystem('cluster', settings, async (state) => {
    const { url, authorization, databaseUrl } = await target(state);
    progress(`sending for ${minutes} minutes`);
    const { processes, engines } = state;
    const seconds = minutes * 60;
    await benchEndToEnd(
      { url, authorization, databaseUrl, elasticsearch: engines['elasticsearch'], processes, seconds },
      isJson,
    );
  });
}

async function benchSize(size: Size, isJson: boolean): Promise<void> {
  const figures = await measure(size);
  process.stdout.write(isJson ? `${JSON.stringify({ size, ...figures })}\n` : `\n${size}\n${formatFigures(figures)}\n`);
}

function measure(size: Size): Promise<Record<string, number>> {
  return withSystem(size, {}, runIn);
}

/** A system of its own for the length of one measurement. */
async function withSystem<T>(
  size: Size,
  settings: Readonly<Record<string, string>>,
  job: (state: RunningState) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  const data = new DataFolder(join(folder, 'data'));
  const system = spawn(
    join(projectRoot, 'tocsin'),
    ['up', ...(size === 'cluster' ? ['--cluster'] : []), '--data', data.path, '--port', '0'],
    { stdio: 'ignore', env: { ...process.env, ...settings } },
  );
  try {
    progress(`starting the ${size} size`);
    return await job(await untilUp(data, system));
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
  const { url, authorization } = await target(state);
  const { elasticsearch, postgres } = state.engines;
  progress('measuring');
  return runBench('throughput', {
    url,
    authorization,
    source: SOURCE,
    store:
      elasticsearch === undefined ? { kind: 'postgres', url: postgres } : { kind: 'elasticsearch', url: elasticsearch },
  });
}

/** Where to send and as whom. */
async function target({ databaseUrl, consoleUrl }: RunningState) {
  const key = await withAccess(databaseUrl, ({ keys }) => keys.create(SOURCE, { description: 'made by tocsin bench' }));
  const authorization = `ApiKey ${Buffer.from(`${key.id}:${key.secret}`).toString('base64')}`;
  // The plain port of the cluster's nginx, so that TLS is not part of the figure.
  return { url: consoleUrl, authorization, databaseUrl };
}
