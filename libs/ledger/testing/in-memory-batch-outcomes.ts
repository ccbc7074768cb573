import type { BatchOutcome } from '../src/outcomes/batch-outcome';
import { BatchOutcomes } from '../src/outcomes/batch-outcomes';

/** Outcomes for unit tests: the first of a batch and claim stays, as the port promises. */
export class InMemoryBatchOutcomes extends BatchOutcomes {
  /** Set it to have PostgreSQL away. */
  isAway = false;
  /** How many outcomes each call brought. */
  readonly calls: number[] = [];
  private kept = new Map<string, { readonly outcome: BatchOutcome; readonly at: number }>();

  constructor(private readonly now: () => Date = () => new Date()) {
    super();
  }

  get outcomes(): readonly BatchOutcome[] {
    return [...this.kept.values()].map(({ outcome }) => outcome);
  }

  override record(outcomes: readonly BatchOutcome[]): Promise<void> {
    if (this.isAway) return away();
    this.calls.push(outcomes.length);
    for (const outcome of outcomes) {
      const key = `${outcome.batchId} ${outcome.claim}`;
      if (!this.kept.has(key)) this.kept.set(key, { outcome, at: this.now().getTime() });
    }
    return Promise.resolve();
  }

  override find(batchIds: readonly string[], source: string): Promise<BatchOutcome[]> {
    if (this.isAway) return away();
    const found = this.outcomes.filter((one) => batchIds.includes(one.batchId) && one.source === source);
    return Promise.resolve(found.map(({ sightings: _, receivedAt: __, documents: ___, ...outcome }) => outcome));
  }

  override deleteBefore(time: Date): Promise<number> {
    const before = this.kept.size;
    this.kept = new Map([...this.kept].filter(([, { at }]) => at >= time.getTime()));
    return Promise.resolve(before - this.kept.size);
  }
}

function away(): Promise<never> {
  return Promise.reject(Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' }));
}
