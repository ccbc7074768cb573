import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { identify, isAlive, signal, type ProcessIdentity } from './process-table';

const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 100;

interface Content {
  readonly server: ProcessIdentity;
  readonly owner: ProcessIdentity;
}

/**
 * Beside the data: which process serves it and who started that. Keeps two servers off one data folder, which not every
 * engine does by itself.
 */
export class RunRecord {
  constructor(private readonly file: string) {}

  write(pid: number): void {
    const server = identify(pid);
    const owner = identify(process.pid);
    if (server && owner) writeFileSync(this.file, JSON.stringify({ server, owner } satisfies Content), { mode: 0o600 });
  }

  remove(): void {
    rmSync(this.file, { force: true });
  }

  /**
   * Waits for a server whose starter is gone to end, and ends it when it takes too long.
   * @throws {Error} when the data is served for somebody who is still there.
   */
  async waitUntilFree(): Promise<void> {
    const content = this.read();
    if (content === undefined || !isAlive(content.server)) return;
    const { server, owner } = content;
    if (isAlive(owner))
      throw new Error(
        `its data is in use by process ${server.pid}, which process ${owner.pid} started. Stop that one first`,
      );
    const deadline = performance.now() + PATIENCE_MS;
    while (isAlive(server)) {
      if (performance.now() > deadline) signal(server.pid, 'SIGKILL');
      await delay(LOOK_EVERY_MS);
    }
  }

  private read(): Content | undefined {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Content;
    } catch {
      // Absent, or cut short by a crash while it was written; then the server it would name was only just begun and ended with us.
      return undefined;
    }
  }
}
