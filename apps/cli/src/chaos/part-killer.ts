import { setTimeout as wait } from 'node:timers/promises';

import { progress } from '../progress';
import type { PartName } from './kill-plan';

const LOOK_EVERY_MS = 50;
const RECOVERY_LIMIT_MS = 180_000;

/** The system whose parts are killed. */
export interface KillableSystem {
  /** Process ids by part, as they are now. */
  readonly processes: () => Readonly<Record<string, number>>;
  /** Whether a part does its work. */
  readonly isWorking: (part: PartName) => Promise<boolean>;
}

/** Kills parts and measures how long each is away. A part that is away still is not killed again before it is back. */
export class PartKiller {
  readonly kills: Partial<Record<PartName, number>> = {};
  /** Seconds from each kill until the part worked again. */
  readonly recoveries: Partial<Record<PartName, number[]>> = {};
  readonly notRecovered: PartName[] = [];
  private readonly pending = new Map<PartName, Promise<void>>();

  constructor(private readonly system: KillableSystem) {}

  /** kill -9. Resolves as soon as the process is told; its return is measured beside. */
  async kill(part: PartName): Promise<void> {
    await this.pending.get(part);
    const pid = this.system.processes()[part];
    if (pid === undefined) throw new Error(`there is no process of ${part} to kill`);
    progress(`kill -9 ${part} (${pid})`);
    const killedAt = performance.now();
    process.kill(pid, 'SIGKILL');
    this.kills[part] = (this.kills[part] ?? 0) + 1;
    this.pending.set(part, this.measure(part, pid, killedAt));
  }

  /** Resolves when every part is back, or has been away too long. */
  async settled(): Promise<void> {
    await Promise.all(this.pending.values());
  }

  private async measure(part: PartName, pid: number, killedAt: number): Promise<void> {
    while (performance.now() - killedAt < RECOVERY_LIMIT_MS) {
      const now = this.system.processes()[part];
      if (now !== undefined && now !== pid && (await this.system.isWorking(part))) {
        const seconds = (performance.now() - killedAt) / 1_000;
        (this.recoveries[part] ??= []).push(Number(seconds.toFixed(2)));
        progress(`${part} works again after ${seconds.toFixed(1)} s`);
        return;
      }
      await wait(LOOK_EVERY_MS);
    }
    this.notRecovered.push(part);
  }
}
