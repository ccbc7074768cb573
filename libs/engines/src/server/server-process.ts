import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import type { BoundedLog } from './bounded-log';
import { isGroupAlive, signal } from './process-table';

/** How a server program is started; the first word of `command` is the program. */
export interface ServerCommand {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const GROUP_LOOK_MS = 10;
const GROUP_LIMIT_MS = 5_000;

/** How a server process ended, in words. */
export type Ending = string;

/** One run of a server program in a session of its own, so that Ctrl-C at our terminal is ours to handle. */
export class ServerProcess {
  /** Settles when it has ended, also when it could not be started. */
  readonly ended: Promise<Ending>;
  private readonly child: ChildProcess;
  private isOver = false;

  constructor(
    { command, cwd, env }: ServerCommand,
    private readonly log: BoundedLog,
  ) {
    const output = this.log.open();
    try {
      const [program, ...args] = command;
      this.child = spawn(program as string, args, { cwd, env, detached: true, stdio: ['ignore', output, output] });
    } finally {
      closeSync(output);
    }
    this.ended = this.watch();
  }

  get pid(): number | undefined {
    return this.isOver ? undefined : this.child.pid;
  }

  /** Asks it to end; when it has not within the limit, ends it. */
  async stop(how: NodeJS.Signals, limitMs: number): Promise<void> {
    const pid = this.pid;
    if (pid === undefined) return;
    signal(pid, how);
    const deadline = setTimeout(() => signal(-pid, 'SIGKILL'), limitMs);
    await this.ended;
    clearTimeout(deadline);
  }

  private async watch(): Promise<Ending> {
    const ending = await new Promise<Ending>((resolve) => {
      this.child.once('error', (error) => resolve(error.message));
      this.child.once('exit', (code, name) =>
        resolve(name === null ? `it ended with code ${code}` : `${name} ended it`),
      );
    });
    await this.endGroup();
    this.isOver = true;
    this.log.close();
    return ending;
  }

  /** Helpers the server left behind would hold its ports and its data. */
  private async endGroup(): Promise<void> {
    const group = this.child.pid;
    if (group === undefined) return;
    signal(-group, 'SIGKILL');
    // One the kernel cannot end, waiting for a disk that hangs, shall not hold us for ever.
    const deadline = performance.now() + GROUP_LIMIT_MS;
    while (isGroupAlive(group) && performance.now() < deadline) await delay(GROUP_LOOK_MS);
  }
}
