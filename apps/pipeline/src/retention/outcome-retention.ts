import { Inject, Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { Clock } from '@tocsin/clock';
import { BatchOutcomes, Claims } from '@tocsin/ledger';

import { PIPELINE_OPTIONS } from '../pipeline-options';
import type { PipelineOptions } from '../pipeline.config';

const DAY_MS = 86_400_000;

/** Deletes claims and outcomes of batches that nobody will ask for any more. Several workers may do it at once. */
@Injectable()
export class OutcomeRetention {
  private readonly log = new Logger(OutcomeRetention.name);

  constructor(
    @Inject(PIPELINE_OPTIONS) private readonly options: Pick<PipelineOptions, 'receiptDays'>,
    private readonly outcomes: BatchOutcomes,
    private readonly claims: Claims,
    private readonly clock: Clock,
  ) {}

  @Cron(CronExpression.EVERY_HOUR)
  async drop(): Promise<void> {
    const oldest = new Date(this.clock.now().getTime() - this.options.receiptDays * DAY_MS);
    try {
      await this.outcomes.deleteBefore(oldest);
      await this.claims.deleteBefore(oldest);
    } catch (error) {
      this.log.warn(`Old receipts stay for now, and are tried again in an hour: ${(error as Error).message}`);
    }
  }
}
