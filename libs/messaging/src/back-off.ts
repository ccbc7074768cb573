import { setTimeout as sleep } from 'node:timers/promises';

/** Pauses that double from try to try, with up to a fifth taken off at random so that many clients do not come at once. */
export class BackOff {
  private nextMs: number;

  constructor(
    private readonly firstMs: number,
    private readonly maxMs: number,
  ) {
    this.nextMs = firstMs;
  }

  /** The pause to make now, in milliseconds. */
  next(): number {
    const pauseMs = this.nextMs * (1 - Math.random() / 5);
    this.nextMs = Math.min(this.nextMs * 2, this.maxMs);
    return pauseMs;
  }

  reset(): void {
    this.nextMs = this.firstMs;
  }
}

/** Waits, but no longer than until the signal; false when the signal ended it. */
export async function rest(ms: number, until: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal: until });
    return true;
  } catch (error) {
    if (until.aborted) return false;
    throw error;
  }
}
