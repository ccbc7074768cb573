import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until the answer is neither undefined nor false and nothing is thrown; else fails with the last reason. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  limitMs = 60_000,
): Promise<T> {
  const until = performance.now() + limitMs;
  let reason = 'not yet';
  do {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    await wait(50);
  } while (performance.now() < until);
  throw new Error(`${what} did not come true in ${limitMs / 1000} s: ${reason}`);
}
