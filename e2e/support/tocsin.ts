import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { eventually } from './eventually';

export const projectRoot = join(__dirname, '../..');

/** What `running.json` says; see apps/cli. */
export interface RunningState {
  readonly isReady: boolean;
  readonly consoleUrl: string;
  readonly ingestUrl: string;
  readonly caFile?: string;
  readonly processes: Readonly<Record<string, number>>;
  readonly engines: Readonly<Record<string, string>>;
}

/** A Tocsin started by its own command, on a folder of its own. */
export class Tocsin {
  output = '';
  private readonly data: string;
  private child: ChildProcess | undefined;

  /** @param settings environment on top of one's own. */
  constructor(
    readonly size: 'embedded' | 'cluster',
    private readonly settings: Readonly<Record<string, string>> = {},
  ) {
    // A blank in the path: what works here works everywhere.
    this.data = join(mkdtempSync(join(tmpdir(), 'tocsin e2e ')), 'data');
  }

  async start(...options: string[]): Promise<void> {
    const size = this.size === 'cluster' ? ['--cluster'] : [];
    const child = spawn(join(projectRoot, 'tocsin'), ['up', ...size, '--data', this.data, '--port', '0', ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.settings },
    });
    child.stdout.on('data', (text: Buffer) => (this.output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (this.output += text.toString()));
    this.child = child;
    await eventually(
      'Tocsin is up',
      () => {
        if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}:\n${this.output}`);
        return this.output.includes('Ctrl-C stops everything');
      },
      240_000,
    );
  }

  get state(): RunningState {
    return JSON.parse(readFileSync(join(this.data, 'running.json'), 'utf8')) as RunningState;
  }

  get setUpLink(): string {
    const link = /https?:\/\/\S+\/setup\/\S+/.exec(this.output)?.[0];
    if (link === undefined) throw new Error(`no set-up link was printed:\n${this.output}`);
    return link;
  }

  /** Makes a source and a key for it by the command line; answers the pair. */
  async createKey(source: string): Promise<string> {
    const { stdout } = await promisify(execFile)(join(projectRoot, 'tocsin'), [
      'keys',
      'create',
      source,
      '--data',
      this.data,
    ]);
    const pair = /^ {2}(\S+:\S+)$/m.exec(stdout)?.[1];
    if (pair === undefined) throw new Error(`no key was printed: ${stdout}`);
    return pair;
  }

  /** Runs a command about this Tocsin; answers its exit code and what it printed. */
  async command(
    ...words: string[]
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
    try {
      const run = promisify(execFile)(join(projectRoot, 'tocsin'), [...words, '--data', this.data]);
      return { code: 0, ...(await run) };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, stdout, stderr };
    }
  }

  /** Process that does a job in this size: the embedded size has one for all. */
  processOf(app: 'ingest' | 'pipeline' | 'alerting' | 'api'): number {
    const pid = this.state.processes[this.size === 'embedded' ? 'standalone' : app];
    if (pid === undefined) throw new Error(`no process for ${app} in ${JSON.stringify(this.state.processes)}`);
    return pid;
  }

  /** kill -9; resolves when its supervisor has started another in its place. */
  async kill(name: string): Promise<void> {
    const before = this.state.processes[name];
    if (before === undefined) throw new Error(`no process ${name} in ${JSON.stringify(this.state.processes)}`);
    process.kill(before, 'SIGKILL');
    await eventually(`${name} is back`, () => {
      const now = this.state.processes[name];
      return now !== undefined && now !== before;
    });
  }

  /** As Ctrl-C does; answers the exit code. */
  async stop(): Promise<number | null> {
    const child = this.child;
    if (child === undefined || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit') as Promise<[number | null]>;
    child.kill('SIGINT');
    const [code] = await ended;
    return code;
  }

  remove(): void {
    rmSync(join(this.data, '..'), { recursive: true, force: true });
  }
}
