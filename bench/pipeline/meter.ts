/**
 * Times the same work many times, batch by batch. Of each batch the median counts, so that neither the collector's pauses nor what
 * else runs on the machine does.
 */
export class Meter {
  private readonly samples = new Map<string, Map<string, number[]>>();

  time<T>(step: string, batch: string, work: () => T): T {
    const startedAt = performance.now();
    const result = work();
    this.add(step, batch, performance.now() - startedAt);
    return result;
  }

  async timeAsync(step: string, batch: string, work: () => Promise<void>): Promise<void> {
    const startedAt = performance.now();
    await work();
    this.add(step, batch, performance.now() - startedAt);
  }

  /** µs that a step takes for the given batches together. */
  micros(step: string, batches: readonly string[]): number {
    const samples = this.samples.get(step);
    return batches.reduce((sum, batch) => sum + median(samples?.get(batch) ?? []), 0) * 1_000;
  }

  private add(step: string, batch: string, ms: number): void {
    const ofStep = this.samples.get(step) ?? new Map<string, number[]>();
    this.samples.set(step, ofStep);
    const ofBatch = ofStep.get(batch);
    if (ofBatch === undefined) ofStep.set(batch, [ms]);
    else ofBatch.push(ms);
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
