import { rmSync } from 'node:fs';

import type { OwnEngines } from './own-engines';

/** What the set-up of a run leaves for its teardown; both run in Jest's own process. */
export interface TestRunState {
  readonly run: string;
  readonly folder: string;
  readonly engines: OwnEngines;
}

let current: TestRunState | undefined;

export function keepState(state: TestRunState): void {
  current = state;
  // Interrupted, Jest ends without teardown. The engines end with it, by themselves; the folder would stay.
  process.once('exit', () => removeFolder(state));
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130));
}

export function takeState(): TestRunState | undefined {
  const state = current;
  current = undefined;
  return state;
}

export function removeFolder({ engines, folder }: TestRunState): void {
  // Its first step, the signal, is done before it yields; there is no waiting for more at the end of a process.
  void engines.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
