import { Injectable } from '@nestjs/common';
import { isDatabaseUnavailable } from '@tocsin/database';
import { BatchOutcomes, type BatchOutcome } from '@tocsin/ledger';
import { JoinedWrites } from '@tocsin/messaging';

/** No more batches than that are ever under way. */
const MAX_OUTCOMES = 256;

/** Joins the outcomes of the batches that end at about the same time: while one statement is written, the next gathers. */
@Injectable()
export class OutcomeMerger {
  private readonly writes: JoinedWrites<BatchOutcome, never>;

  constructor(outcomes: BatchOutcomes) {
    const write = async (joined: readonly BatchOutcome[]): Promise<never[]> => {
      await outcomes.record(joined);
      return [];
    };
    this.writes = new JoinedWrites(write, { maxItems: MAX_OUTCOMES, maxInFlight: 1, isOutage: isDatabaseUnavailable });
  }

  /** Resolves when the outcome is durable. */
  async record(outcome: BatchOutcome): Promise<void> {
    await this.writes.add([outcome]);
  }
}
