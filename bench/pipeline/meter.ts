/**
 * Times the same work many times, batch by batch. Of each batch the quietest time counts: what else runs on the machine makes the
 * others longer, and the longer the work, the more.
 */
export class Meter {
  private readonly quietest = new Map<string, Map<string, number>>();

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
    const ofStep = this.quietest.get(step);
    return batches.reduce((sum, batch) => sum + (ofStep?.get(batch) ?? Number.NaN), 0) * 1_000;
  }

  private add(step: string, batch: string, ms: number): void {
    const ofStep = this.quietest.get(step) ?? new Map<string, number>();
    this.quietest.set(step, ofStep);
    ofStep.set(batch, Math.min(ms, ofStep.get(batch) ?? Infinity));
  }
}
