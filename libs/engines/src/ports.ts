import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { identify, isAlive, type ProcessIdentity } from './server/process-table';

const LOWEST = 20_000;
const USUAL_EPHEMERAL_START = 32_768;
const ENOUGH = 1_000;
const MOST_TRIES = 10_000;
const LISTENING = '0A';

/**
 * Ports nobody listens on, reserved for this process as long as it lives: no other caller on this machine gets them in the
 * time until the engine listens. They lie below the range the kernel takes outgoing ports from.
 */
export function allocatePorts(count: number): number[] {
  const taken = portsInUse();
  const highest = ephemeralStart();
  const ports: number[] = [];
  for (let tries = 0; ports.length < count; tries += 1) {
    if (tries > MOST_TRIES) throw new Error(`no ${count} free ports were found between ${LOWEST} and ${highest}`);
    const port = LOWEST + Math.floor(Math.random() * (highest - LOWEST));
    if (!taken.has(port) && reserve(port)) ports.push(port);
  }
  return ports;
}

/** One port of {@link allocatePorts}. */
export function freePort(): number {
  const [port] = allocatePorts(1);
  return port as number;
}

function ephemeralStart(): number {
  const range = readText('/proc/sys/net/ipv4/ip_local_port_range');
  const start = Number(range?.trim().split(/\s+/)[0] ?? USUAL_EPHEMERAL_START);
  return start > LOWEST + ENOUGH ? Math.min(start, USUAL_EPHEMERAL_START) : USUAL_EPHEMERAL_START;
}

function portsInUse(): Set<number> {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readText(file) ?? '');
  const rows = tables.flatMap((table) => table.split('\n').slice(1)).map((row) => row.trim().split(/\s+/));
  const listening = rows.filter(([, , , state]) => state === LISTENING);
  return new Set(listening.map(([, local]) => Number.parseInt(local?.split(':').at(-1) ?? '0', 16)));
}

/** A file per port in a folder of this user, made only if absent, says whose it is. */
function reserve(port: number): boolean {
  const folder = join(tmpdir(), `tocsin-ports-${process.getuid?.() ?? 'any'}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, String(port));
  const holder = readText(file);
  if (holder !== undefined && !isStale(holder)) return false;
  rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(holder: string): boolean {
  try {
    return !isAlive(JSON.parse(holder) as ProcessIdentity);
  } catch {
    // Being written by another process at this moment.
    return false;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
