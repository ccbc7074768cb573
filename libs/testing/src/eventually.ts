import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /** How long to keep trying; 15 s when absent. */
  readonly timeoutMs?: number;
  /** Pause between two tries; 50 ms when absent. */
  readonly intervalMs?: number;
  /** What is waited for, said when it does not happen. */
  readonly describe?: string;
}

/** What a check yields once it is met. */
export type Met<T> = Exclude<T, undefined | false>;

/**
 * Tries a check until it neither throws nor gives `undefined` or `false`, and answers what it gave.
 * @throws {Error} after the time limit, with the last failure as its cause.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 15_000, intervalMs = 50, describe = 'the condition' }: EventuallyOptions = {},
): Promise<Met<T>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const failure = await attempt(check);
    if ('met' in failure) return failure.met;
    if (performance.now() >= deadline)
      throw new Error(`${describe} was not met within ${timeoutMs} ms: ${failure.reason}`, { cause: failure.cause });
    await delay(intervalMs);
  }
}

async function attempt<T>(check: () => T | Promise<T>): Promise<{ met: Met<T> } | { reason: string; cause: unknown }> {
  try {
    const value = await check();
    if (value !== undefined && value !== false) return { met: value as Met<T> };
    return { reason: `the check gave ${String(value)}`, cause: undefined };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), cause: error };
  }
}
