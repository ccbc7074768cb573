import type { BatchOutcome } from './batch-outcome';

/** The outcomes of batches, kept for some days. */
export abstract class BatchOutcomes {
  /**
   * Resolves when all are durable. An outcome is known by batch and claim and the first one stays: a worker that sees a batch
   * delivered again finds its events stored and would call them duplicates. A batch that its sender sent again comes under
   * another claim and has an outcome of its own, so that for every acceptance the counts add up to what was accepted.
   */
  abstract record(outcomes: readonly BatchOutcome[]): Promise<void>;

  /** The outcomes of these batches, as far as they are of this source; one question however many batches. */
  abstract find(batchIds: readonly string[], source: string): Promise<BatchOutcome[]>;

  /** Deletes what was recorded before that time, little by little. @returns how many outcomes. */
  abstract deleteBefore(time: Date): Promise<number>;
}
