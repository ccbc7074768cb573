import { createInterface } from 'node:readline/promises';

import { inviteByDemo, startDemo } from '../demo/start-demo';
import { CommandFailure, EXIT } from '../exit-codes';
import { progress } from '../progress';
import { startCluster } from './cluster';
import { DataFolder } from './data-folder';
import { startEmbedded } from './embedded';
import { RunningSystem } from './running-system';
import type { Started, UpOptions } from './size';
import { createSetUpLink } from '../set-up-link.command';

/** Starts a size, prints how to get in, and stays until it is told to stop. */
export async function up(options: UpOptions): Promise<void> {
  const folder = new DataFolder(options.data);
  if (options.reset) await reset(folder, options.yes);
  folder.lock();
  const system = new RunningSystem();
  const interrupted = interruption();
  try {
    await Promise.race([run(options, folder, system), interrupted]);
    await interrupted;
  } finally {
    progress('stopping');
    await system.stop();
    folder.unlock();
    progress('stopped; all data is kept');
  }
}

async function run(options: UpOptions, folder: DataFolder, system: RunningSystem): Promise<void> {
  const running: { started?: Started } = {};
  const publish = (): void => {
    const { started } = running;
    if (started) folder.writeState({ ...started, pid: process.pid, isReady: true, processes: system.processes });
  };
  const start = options.cluster ? startCluster : startEmbedded;
  const started = await start({ options, folder, system, onStart: publish });
  running.started = started;
  publish();
  const link = await createSetUpLink(started.databaseUrl, started.consoleUrl);
  const demo = options.demo ? await inviteByDemo(started, link) : undefined;
  announce(started, demo?.link ?? link);
  if (options.demo) await system.start(await startDemo(started, demo?.person));
}

function announce(started: Started, link: string | undefined): void {
  process.stdout.write(`\n  Tocsin runs.\n\n  Console     ${started.consoleUrl}\n  Shippers    ${started.ingestUrl}\n`);
  if (started.caFile) process.stdout.write(`  Own CA      ${started.caFile}\n`);
  if (link)
    process.stdout.write(`\n  Set it up   ${link}\n              (works once, for one day; makes your account)\n`);
  process.stdout.write('\n  Ctrl-C stops everything; all data is kept.\n\n');
}

/** Rejects with the exit code of an interruption; a second signal ends the process at once. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    let isSecond = false;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (isSecond) process.exit(EXIT.interrupted);
      isSecond = true;
      reject(new CommandFailure('', signal === 'SIGTERM' ? EXIT.ok : EXIT.interrupted));
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}

async function reset(folder: DataFolder, isSure: boolean): Promise<void> {
  if (folder.holder() !== undefined)
    throw new CommandFailure(`Tocsin runs on ${folder.path}; stop it before --reset.`, EXIT.alreadyRunning);
  if (
    !isSure &&
    !(await confirm(`Delete all data in ${folder.path}? Events, alerts, accounts, keys. Type "delete": `))
  ) {
    throw new CommandFailure('nothing was deleted.');
  }
  folder.clear();
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new CommandFailure(
      '--reset asks before it deletes and there is no terminal; add --yes if you are sure.',
      EXIT.usage,
    );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(question)).trim() === 'delete';
  } finally {
    terminal.close();
  }
}
