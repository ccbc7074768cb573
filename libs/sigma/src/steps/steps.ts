import { setImmediate as others } from 'node:timers/promises';

/** Long work in small parts, between which something else may run. */
export type Steps<T> = Generator<void, T, void>;

/** Longest time without a look at what else there is to do, but for a part that takes longer by itself. */
const SLICE_MS = 5;

/** Does all of it now. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Does it a little at a time, so that events go on flowing meanwhile. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (let end = performance.now() + SLICE_MS; ;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() < end) continue;
    await others();
    end = performance.now() + SLICE_MS;
  }
}
