import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

import { CommandFailure } from '../exit-codes';
import { progress } from '../progress';
import { RotatingLog } from './rotating-log';

export interface AppOptions {
  readonly name: string;
  /** The built JavaScript file to run. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly onStart: () => void;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** A process that ran this long was healthy: the next restart is quick again. */
const HEALTHY_MS = 30_000;
const STOP_LIMIT_MS = 12_000;
const START_LIMIT_MS = 60_000;
const COMPLAINT_LENGTH = 8_192;

/** One app as a process of its own: started, started again with growing delays when it ends by itself, stopped in order. */
export class SupervisedApp {
  private child: ChildProcess | undefined;
  private log: RotatingLog;
  private isStopping = false;
  private delayMs = FIRST_DELAY_MS;
  private restart: NodeJS.Timeout | undefined;
  private complaint = '';

  constructor(private readonly options: AppOptions) {
    this.log = new RotatingLog(options.logFile);
  }

  get name(): string {
    return this.options.name;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Resolves when the app listens. @throws {CommandFailure} with its last words when it does not come up the first time. */
  async start(): Promise<void> {
    const child = this.spawn();
    const limit = AbortSignal.timeout(START_LIMIT_MS);
    try {
      await Promise.race([
        once(child, 'message', { signal: limit }),
        // Not its exit: what it said last is still on the way then.
        once(child, 'close', { signal: limit }).then(() => Promise.reject(new Error('it ended'))),
      ]);
    } catch {
      throw new CommandFailure(`${this.name} did not start. Its log is ${this.options.logFile}:\n${this.lastWords()}`);
    }
    child.on('exit', (code, signal) => this.onExit(code, signal));
    this.options.onStart();
  }

  /** SIGTERM, then SIGKILL for one that does not end in 12 s. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.restart);
    const child = this.child;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(force);
    }
    this.log.close();
  }

  private spawn(): ChildProcess {
    const startedAt = performance.now();
    const child = fork(this.options.entry, {
      env: { ...process.env, ...this.options.env },
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A process group of its own: Ctrl-C in the terminal reaches us alone, and we stop the parts in order.
      detached: true,
    });
    child.stdout?.on('data', (text: Buffer) => this.log.write(text));
    child.stderr?.on('data', (text: Buffer) => this.onComplaint(text));
    child.once('exit', () => {
      if (performance.now() - startedAt > HEALTHY_MS) this.delayMs = FIRST_DELAY_MS;
    });
    this.child = child;
    return child;
  }

  private onExit(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.isStopping) return;
    progress(
      `${this.name} ended (${signal ?? `code ${code}`}); starting it again in ${this.delayMs} ms. Log: ${this.options.logFile}`,
    );
    this.restart = setTimeout(() => this.startAgain(), this.delayMs);
    this.delayMs = Math.min(this.delayMs * 2, LONGEST_DELAY_MS);
  }

  private startAgain(): void {
    const child = this.spawn();
    child.once('message', () => {
      progress(`${this.name} is back`);
      this.options.onStart();
    });
    child.on('exit', (code, signal) => this.onExit(code, signal));
  }

  private onComplaint(text: Buffer): void {
    this.log.write(text);
    this.complaint = (this.complaint + text.toString()).slice(-COMPLAINT_LENGTH);
  }

  /** Why it ended stands on standard error; in the log, what it said before may stand behind. */
  private lastWords(): string {
    const said = this.complaint === '' ? readFileSync(this.options.logFile, 'utf8') : this.complaint;
    return said.trimEnd().split('\n').slice(-15).join('\n');
  }
}
