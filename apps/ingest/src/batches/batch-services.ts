import { Inject, Injectable } from '@nestjs/common';

import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';
import { Acceptances } from '../ledger/acceptances';
import { BatchPublisher } from './batch-publisher';
import { ResendMemory } from './resend-memory';

/** What the batches of every request share. */
@Injectable()
export class BatchServices {
  constructor(
    readonly publisher: BatchPublisher,
    readonly memory: ResendMemory,
    readonly acceptances: Acceptances,
    @Inject(INGEST_OPTIONS) readonly options: Pick<IngestOptions, 'frontend' | 'maxLines' | 'maxDecompressedBytes'>,
  ) {}
}
