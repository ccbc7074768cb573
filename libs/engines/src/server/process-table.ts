import { readdirSync, readFileSync } from 'node:fs';

/** A process named so that a later one with the same number is not taken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in clock ticks since boot. */
  readonly startedAt: string;
}

/** Places in /proc/PID/stat, counted from the state, which follows the name. */
const STATE = 0;
const GROUP = 2;
const START_TIME = 19;

/** Who has that number now; `undefined` when nobody does or it has ended already. */
export function identify(pid: number): ProcessIdentity | undefined {
  const startedAt = statOf(pid)?.[START_TIME];
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Whether any process of that group still lives. */
export function isGroupAlive(group: number): boolean {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.some((pid) => statOf(Number(pid))?.[GROUP] === String(group));
}

/** What the kernel says of a living process. One that has ended and waits to be noticed is not living. */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets before the rest and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[STATE] === 'Z' || fields[STATE] === 'X' ? undefined : fields;
  } catch {
    return undefined;
  }
}

export function isAlive(process: ProcessIdentity): boolean {
  return identify(process.pid)?.startedAt === process.startedAt;
}

/** Sends a signal; a process (or, when negative, a group) that is gone already is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
