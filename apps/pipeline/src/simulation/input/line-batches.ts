import { setTimeout as wait } from 'node:timers/promises';

import type { NumberedLine } from '../framed-lines';
import type { LineCutter } from './line-cutter';

/** As the front door makes batches. */
const MAX_LINES = 1_000;
const MAX_BYTES = 1024 ** 2;
/** How long a line waits for others. */
const PAUSE_MS = 200;
const PAUSED = 'paused';

/** Lines as they arrive, in batches: full ones, or what there is when the sender pauses, ends or fails. */
export async function* lineBatches(chunks: AsyncIterable<Buffer>, cutter: LineCutter): AsyncGenerator<NumberedLine[]> {
  const batch = new OpenBatch();
  try {
    yield* fullOrPaused(chunks, cutter, batch);
    for (const line of cutter.end()) batch.add(line);
  } catch (error) {
    if (!batch.isEmpty) yield batch.take();
    throw error;
  }
  if (!batch.isEmpty) yield batch.take();
}

async function* fullOrPaused(
  chunks: AsyncIterable<Buffer>,
  cutter: LineCutter,
  batch: OpenBatch,
): AsyncGenerator<NumberedLine[]> {
  const iterator = chunks[Symbol.asyncIterator]();
  for (let next = iterator.next(); ;) {
    const arrived = batch.isEmpty ? await next : await orPause(next);
    if (arrived === PAUSED) yield batch.take();
    else if (arrived.done === true) return;
    else {
      for (const line of cutter.push(arrived.value)) if (batch.add(line)) yield batch.take();
      next = iterator.next();
    }
  }
}

async function orPause<T>(next: Promise<T>): Promise<T | typeof PAUSED> {
  const arrival = new AbortController();
  const pause = wait<typeof PAUSED>(PAUSE_MS, PAUSED, { signal: arrival.signal }).catch((): typeof PAUSED => PAUSED);
  try {
    return await Promise.race([next, pause]);
  } finally {
    arrival.abort();
  }
}

class OpenBatch {
  private lines: NumberedLine[] = [];
  private bytes = 0;

  get isEmpty(): boolean {
    return this.lines.length === 0;
  }

  /** @returns whether it is full now. */
  add(line: NumberedLine): boolean {
    this.lines.push(line);
    this.bytes += line.bytes.length;
    return this.lines.length >= MAX_LINES || this.bytes >= MAX_BYTES;
  }

  take(): NumberedLine[] {
    const { lines } = this;
    this.lines = [];
    this.bytes = 0;
    return lines;
  }
}
