import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { keptSecret } from '@tocsin/engines';

import { CommandFailure, EXIT } from '../exit-codes';
import { stateFolder, usualDataFolder } from '../project';

/** What a running Tocsin says of itself, for other commands and for scripts. Holds secrets: readable by its owner only. */
export interface RunningState {
  readonly pid: number;
  readonly size: 'embedded' | 'cluster';
  readonly isReady: boolean;
  readonly consoleUrl: string;
  /** Where shippers send: base URL and, for TLS, the file of the private CA. */
  readonly ingestUrl: string;
  readonly caFile?: string;
  readonly databaseUrl: string;
  /** Process ids by part: apps and engines. */
  readonly processes: Readonly<Record<string, number>>;
  /** URLs of engines by name. */
  readonly engines: Readonly<Record<string, string>>;
  /** Of apps with a process of their own: where each answers about itself. */
  readonly apps?: Readonly<Record<string, string>>;
}

/** Place of `starttime` in /proc/PID/stat after the command's name. */
const START_TIME_FIELD = 19;

/** All there ever is in a data folder: engines, the spool, certificates, the installation's key, the run, and the files of this class. */
const OWN_ENTRIES = [
  'postgres',
  'rabbitmq',
  'elasticsearch',
  'spool',
  'pki',
  'keys.json',
  'secret.key',
  'run',
  'running.json',
  'up.lock',
] as const;

/** The folder one Tocsin keeps its data in, and the lock that keeps a second one away. */
export class DataFolder {
  /** Config and logs of the run: `.tocsin/run` beside the usual data folder, `run` inside any other. */
  readonly runFolder: string;

  constructor(readonly path: string) {
    this.runFolder = path === usualDataFolder ? join(stateFolder, 'run') : join(path, 'run');
  }

  /** Where ingest keeps hashes of all keys, for a start without the database. */
  get keySnapshotFile(): string {
    return join(this.path, 'keys.json');
  }

  /** The installation's key for secrets of people; made on first use. */
  get secretKey(): string {
    return keptSecret(join(this.path, 'secret.key'));
  }

  private get lockFile(): string {
    return join(this.path, 'up.lock');
  }

  private get stateFile(): string {
    return join(this.path, 'running.json');
  }

  /** @throws {CommandFailure} when another process runs on this data. */
  lock(): void {
    this.make();
    const holder = this.holder();
    if (holder !== undefined) {
      throw new CommandFailure(
        `Tocsin already runs on ${this.path} (process ${holder}, console ${this.state()?.consoleUrl ?? 'not up yet'}). ` +
          'Open that, stop it with Ctrl-C, or give this one its own folder with --data.',
        EXIT.alreadyRunning,
      );
    }
    rmSync(this.lockFile, { force: true });
    const file = openSync(this.lockFile, 'wx', 0o600);
    writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) }));
    closeSync(file);
  }

  unlock(): void {
    rmSync(this.stateFile, { force: true });
    rmSync(this.lockFile, { force: true });
  }

  /** Process id of the Tocsin that runs on this data, if one does. */
  holder(): number | undefined {
    const { pid, startedAt } = this.readLock();
    if (pid === undefined || pid === process.pid || !isAlive(pid)) return undefined;
    // The number of a process that is gone may be given to another.
    return startedAt === undefined || startOf(pid) === startedAt ? pid : undefined;
  }

  /** Deletes what Tocsin keeps here, and nothing else that may lie in the folder. */
  clear(): void {
    for (const name of OWN_ENTRIES) rmSync(join(this.path, name), { recursive: true, force: true });
  }

  state(): RunningState | undefined {
    try {
      return JSON.parse(readFileSync(this.stateFile, 'utf8')) as RunningState;
    } catch {
      return undefined;
    }
  }

  private readLock(): { pid?: number; startedAt?: string | undefined } {
    try {
      return JSON.parse(readFileSync(this.lockFile, 'utf8')) as { pid?: number; startedAt?: string };
    } catch {
      return {};
    }
  }

  writeState(state: RunningState): void {
    writeFileSync(`${this.stateFile}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${this.stateFile}.new`, this.stateFile);
  }

  private make(): void {
    try {
      makeFolder(this.path);
      makeFolder(this.runFolder);
    } catch (error) {
      throw new CommandFailure(
        `cannot write to ${this.path} (${error instanceof Error ? error.message : String(error)}). Choose a folder of your own with --data.`,
        EXIT.missing,
      );
    }
  }
}

/** Step by step: Node's recursive mkdir never comes back from a place like /proc, where nothing can be made. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** When a process started, as Linux counts it; `undefined` where that cannot be known. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME_FIELD];
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
