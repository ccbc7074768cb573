import { readdirSync, readFileSync } from 'node:fs';

import { createEventStore } from '../src/create-event-store';
import type { EventStoreConfig } from '../src/event-store.config';
import type { DurableHarness } from './contract/harness';

/** What the harness asks of an engine of the spec's own. */
interface Engine {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  pid(): number | undefined;
}

/** Starts the engine and puts stores on it that lose patience after some seconds. */
export async function durableHarness(kind: EventStoreConfig['kind'], engine: Engine): Promise<DurableHarness> {
  await engine.start();
  const config = { kind, url: engine.url, indexPrefix: 'tocsin-', timeoutMs: 5_000 };
  return {
    config,
    connect: () => createEventStore(config),
    close: () => engine.stop(),
    killEngine: () => engine.kill(),
    startEngine: () => engine.start(),
    freezeEngine: () => signalAll(engine, 'SIGSTOP'),
    thawEngine: () => signalAll(engine, 'SIGCONT'),
  };
}

/** PostgreSQL serves each connection by a child of the server. */
function signalAll(engine: Engine, signal: NodeJS.Signals): void {
  const server = engine.pid();
  if (server === undefined) throw new Error('The engine does not run.');
  for (const pid of [server, ...childrenOf(server)]) process.kill(pid, signal);
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === parent)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}
