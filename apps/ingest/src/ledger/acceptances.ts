import { Injectable } from '@nestjs/common';
import type { EventBatch } from '@tocsin/event-model';

import { AcceptedBatches } from '../batches/accepted-batches';
import { ClaimBook } from './claim-book';
import { ClaimNumbers } from './claim-numbers';

type NumberedBatch = Pick<EventBatch, 'id' | 'source' | 'ids'> & { readonly claim: string };

/** Every batch gets a number before it leaves, and whoever asks for its receipt and the ledger are told how that went. */
@Injectable()
export class Acceptances {
  constructor(
    private readonly numbers: ClaimNumbers,
    private readonly receipts: AcceptedBatches,
    private readonly book: ClaimBook,
  ) {}

  nextClaim(): string {
    return this.numbers.next();
  }

  accepted({ id, claim, source, ids }: NumberedBatch): void {
    this.receipts.note({ id, claim, source, events: ids.length });
    this.book.accepted({ claim, batchId: id, source, events: ids.length });
  }

  refused({ id, claim, source, ids }: NumberedBatch): void {
    this.book.refused({ claim, batchId: id, source, events: ids.length });
  }
}
