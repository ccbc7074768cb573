import { setTimeout as wait } from 'node:timers/promises';

import { CommandFailure } from '../exit-codes';

interface ReadinessAnswer {
  readonly checks?: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>;
}

/** Resolves when `/readyz` says 200. @throws {CommandFailure} naming what is still missing when the time is up. */
export async function waitUntilReady(url: string, limitMs: number): Promise<void> {
  const until = performance.now() + limitMs;
  let missing = 'it does not answer';
  while (performance.now() < until) {
    try {
      const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
      if (response.ok) return;
      missing = describe((await response.json()) as ReadinessAnswer);
    } catch (error) {
      missing = error instanceof Error ? error.message : String(error);
    }
    await wait(100);
  }
  throw new CommandFailure(`${url} was not ready after ${limitMs / 1000} s: ${missing}`);
}

function describe(answer: ReadinessAnswer): string {
  return Object.entries(answer.checks ?? {})
    .filter(([, check]) => !check.ok)
    .map(([name, check]) => `${name}: ${check.detail}`)
    .join('; ');
}
