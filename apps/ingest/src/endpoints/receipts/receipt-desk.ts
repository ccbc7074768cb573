import { Inject, Injectable } from '@nestjs/common';
import { isDatabaseUnavailable } from '@tocsin/database';
import { BatchOutcomes, type BatchOutcome } from '@tocsin/ledger';
import { validate } from 'uuid';

import { AcceptedBatches } from '../../batches/accepted-batches';
import { INGEST_OPTIONS } from '../../ingest-options';
import type { IngestOptions } from '../../ingest.config';
import { inTime } from '../../limits/in-time';
import { Refusal } from '../../refusal';
import { QuestionLimit } from './question-limit';
import { batchStatus, receiptStatus, type ReceiptStatus } from './receipt-status';

/** More than the longest request has batches. */
const MAX_BATCHES = 300;

/** Says what became of a request, to the source that sent it and nobody else. */
@Injectable()
export class ReceiptDesk {
  private readonly limit = new QuestionLimit();

  constructor(
    private readonly accepted: AcceptedBatches,
    private readonly outcomes: BatchOutcomes,
    @Inject(INGEST_OPTIONS) private readonly options: Pick<IngestOptions, 'receiptTimeoutMs'>,
  ) {}

  /**
   * Costs one question to the database, however many batches the receipt has.
   * @throws {Refusal} when the receipt is none, is not known here as this source's, or cannot be looked up now.
   */
  async tell(receipt: string, source: string): Promise<ReceiptStatus> {
    const ids = batchIdsOf(receipt);
    const outcomes = await this.find(ids, source);
    const outcomesOf = (id: string) => outcomes.filter(({ batchId }) => batchId === id);
    const status = receiptStatus(ids.map((id) => batchStatus(id, this.accepted.find(id, source), outcomesOf(id))));
    if (status) return status;
    throw new Refusal(
      'receipt.unknown',
      `Nothing is known of it: this front end has accepted no such batch from this source since ${this.accepted.since.toISOString()}, and none was processed as far as that is still remembered. One that another front end accepted may still be queued there.`,
    );
  }

  private async find(ids: readonly string[], source: string): Promise<readonly BatchOutcome[]> {
    // The place is kept until the database is done, not only until we lose patience.
    const finding = this.limit.within(source, () => this.outcomes.find(ids, source));
    try {
      return await inTime(finding, this.options.receiptTimeoutMs, () => new LookedUpInVain());
    } catch (error) {
      if (!(error instanceof LookedUpInVain) && !isDatabaseUnavailable(error)) throw error;
      throw new Refusal('receipt.unavailable', 'PostgreSQL cannot tell now what became of it. Ask again later.', {
        cause: error,
      });
    }
  }
}

/** @throws {Refusal} */
function batchIdsOf(receipt: string): readonly string[] {
  const ids = [...new Set(receipt.toLowerCase().split(',', MAX_BATCHES + 1))];
  if (ids.length <= MAX_BATCHES && ids.every((id) => validate(id))) return ids;
  throw new Refusal(
    'receipt.malformed',
    `A receipt is the id of a batch (a UUID), or up to ${MAX_BATCHES} of them with commas between. Ask with the receipt as it was answered.`,
  );
}

class LookedUpInVain extends Error {
  override readonly name = 'LookedUpInVain';
}
