import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { EngineStartFailed, EngineUnavailable } from '../engine-errors';
import type { EngineName } from '../engine-name';
import type { PrivateEngine } from '../private-engine';
import { BoundedLog } from './bounded-log';
import { EngineUser } from './engine-user';
import { signal } from './process-table';
import { RunRecord } from './run-record';
import { ServerProcess, type ServerCommand } from './server-process';

const READY_EVERY_MS = 50;
const RETRY_AFTER_MS = 250;
const LOG_LINES_SHOWN = 15;

/** What an engine needs beside its server while it runs, such as a name service. */
export interface Companion {
  ensureRunning(): Promise<void>;
  stop(): Promise<void>;
}

/** What is particular to an engine; everything else is the same for all. */
export interface EngineRecipe {
  readonly name: EngineName;
  readonly url: string;
  readonly urls: Readonly<Record<string, string>>;
  /** Keeps the record of who serves the data. */
  readonly dataDir: string;
  readonly runDir: string;
  readonly stopSignal: NodeJS.Signals;
  readonly startLimitMs: number;
  readonly stopLimitMs: number;
  readonly companion?: Companion;
  /** Writes the configuration, makes the data on first use, and says how to start the server. */
  prepare(user: EngineUser): Promise<ServerCommand>;
  /** Throws until the server serves. */
  checkReady(): Promise<void>;
  /** The server when it is not the process that was started. */
  serverPid?(): number | undefined;
  /** Whether a start that ended with this log is worth another try, such as when the crash before still holds a lock. */
  mayPass?(log: string): boolean;
}

/** The life of a private engine: start, readiness, stop, kill, and nothing left behind whichever way it goes. */
export class PrivateServer implements PrivateEngine {
  readonly name: EngineName;
  readonly url: string;
  readonly urls: Readonly<Record<string, string>>;
  readonly logFile: string;
  private readonly log: BoundedLog;
  private readonly record: RunRecord;
  private server: ServerProcess | undefined;
  private starting: Promise<void> | undefined;
  private isStopping = false;

  constructor(private readonly recipe: EngineRecipe) {
    this.name = recipe.name;
    this.url = recipe.url;
    this.urls = recipe.urls;
    this.logFile = join(recipe.runDir, `${recipe.name}.log`);
    this.log = new BoundedLog(this.logFile);
    this.record = new RunRecord(join(recipe.dataDir, `${recipe.name}.run.json`));
  }

  pid(): number | undefined {
    const started = this.server?.pid;
    return started === undefined ? undefined : (this.recipe.serverPid?.() ?? started);
  }

  isRunning(): boolean {
    return this.server?.pid !== undefined;
  }

  async start(): Promise<void> {
    if (this.starting !== undefined || this.isRunning()) throw this.failure('it runs already');
    this.isStopping = false;
    this.starting = this.bringUp();
    try {
      await this.starting;
    } catch (error) {
      await this.takeDown();
      if (error instanceof EngineStartFailed || error instanceof EngineUnavailable) throw error;
      throw this.failure(messageOf(error), error);
    } finally {
      this.starting = undefined;
    }
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.takeDown();
    // A start under way fails now; whoever asked for it hears so.
    await this.starting?.catch(() => undefined);
    await this.takeDown();
  }

  async kill(): Promise<void> {
    const pid = this.pid();
    if (pid === undefined) return;
    signal(pid, 'SIGKILL');
    await this.server?.ended;
  }

  private async bringUp(): Promise<void> {
    const user = new EngineUser();
    user.ownFolder(this.recipe.dataDir);
    user.ownFolder(this.recipe.runDir);
    await this.record.waitUntilFree();
    const command = await this.recipe.prepare(user);
    await this.recipe.companion?.ensureRunning();
    const deadline = performance.now() + this.recipe.startLimitMs;
    while (!(await this.tryOnce(command, deadline))) await delay(RETRY_AFTER_MS);
  }

  /** Whether the server serves now; `false` when another try is due. */
  private async tryOnce(command: ServerCommand, deadline: number): Promise<boolean> {
    if (this.isStopping) throw this.failure('it was stopped meanwhile');
    const server = new ServerProcess(command, this.log);
    this.server = server;
    if (server.pid !== undefined) this.record.write(server.pid);
    const ending = await this.readyOrOver(server, deadline);
    if (ending === undefined) return true;
    if (this.isStopping) throw this.failure('it was stopped meanwhile');
    const printed = this.log.tail(LOG_LINES_SHOWN);
    if (this.recipe.mayPass?.(printed) && performance.now() < deadline) return false;
    throw this.failure(`${ending}. The end of ${this.logFile}:\n${printed}`);
  }

  /** Why there is nothing to wait for any more; `undefined` when the server serves. */
  private async readyOrOver(server: ServerProcess, deadline: number): Promise<string | undefined> {
    let ending: string | undefined;
    void server.ended.then((how) => (ending = how));
    for (;;) {
      const refusal = await this.recipe.checkReady().then(
        () => undefined,
        (error: unknown) => messageOf(error),
      );
      if (ending !== undefined) return ending;
      if (refusal === undefined) return undefined;
      if (performance.now() > deadline)
        return `it did not serve within ${this.recipe.startLimitMs / 1_000} s (${refusal})`;
      await Promise.race([server.ended, delay(READY_EVERY_MS)]);
    }
  }

  private async takeDown(): Promise<void> {
    await this.server?.stop(this.recipe.stopSignal, this.recipe.stopLimitMs);
    await this.recipe.companion?.stop();
    if (this.server !== undefined) this.record.remove();
    this.server = undefined;
  }

  private failure(what: string, cause?: unknown): EngineStartFailed {
    return new EngineStartFailed(this.name, what, { cause });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
