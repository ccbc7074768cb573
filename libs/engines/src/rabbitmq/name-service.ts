import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { BoundedLog } from '../server/bounded-log';
import { connectOnce } from '../server/listens-on';
import type { Companion } from '../server/private-server';
import { ServerProcess, type ServerCommand } from '../server/server-process';

const START_LIMIT_MS = 10_000;
const STOP_LIMIT_MS = 2_000;
const LOOK_EVERY_MS = 30;
const LINES_SHOWN = 5;

/**
 * epmd, where Erlang nodes find each other. Left to start it by itself, a node does not wait long enough for it on a busy
 * machine, and it would outlive the node and listen on every interface.
 */
export class NameService implements Companion {
  private server: ServerProcess | undefined;
  private readonly log: BoundedLog;

  constructor(
    runDir: string,
    private readonly port: number,
    private readonly command: () => ServerCommand,
  ) {
    this.log = new BoundedLog(join(runDir, 'epmd.log'));
  }

  async ensureRunning(): Promise<void> {
    if (this.server?.pid !== undefined) return;
    const server = new ServerProcess(this.command(), this.log);
    this.server = server;
    const deadline = performance.now() + START_LIMIT_MS;
    while (!(await this.listens())) {
      if (server.pid === undefined) throw new Error(`epmd ended at once: ${this.log.tail(LINES_SHOWN)}`);
      if (performance.now() > deadline) throw new Error(`epmd does not listen on port ${this.port}`);
      await delay(LOOK_EVERY_MS);
    }
  }

  async stop(): Promise<void> {
    await this.server?.stop('SIGTERM', STOP_LIMIT_MS);
    this.server = undefined;
  }

  private listens(): Promise<boolean> {
    return connectOnce(this.port).then(
      () => true,
      () => false,
    );
  }
}
