import { Inject, Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { Clock } from '@tocsin/clock';
import { ParkedEvents } from '@tocsin/parked';

import { PIPELINE_OPTIONS } from '../pipeline-options';
import type { PipelineOptions } from '../pipeline.config';

const DAY_MS = 86_400_000;

/** Drops what nobody has mended in all the time it was kept. Several workers may do it at once. */
@Injectable()
export class ParkedRetention {
  private readonly log = new Logger(ParkedRetention.name);

  constructor(
    @Inject(PIPELINE_OPTIONS) private readonly options: Pick<PipelineOptions, 'parkedDays'>,
    private readonly parked: ParkedEvents,
    private readonly clock: Clock,
  ) {}

  @Cron(CronExpression.EVERY_HOUR)
  async drop(): Promise<void> {
    const { parkedDays } = this.options;
    try {
      const events = await this.parked.expire(new Date(this.clock.now().getTime() - parkedDays * DAY_MS));
      if (events > 0)
        this.log.warn(
          `${events} events were parked for more than ${parkedDays} days and are dropped (parked-retention).`,
        );
    } catch (error) {
      this.log.warn(`Old parked events stay for now, and are tried again in an hour: ${(error as Error).message}`);
    }
  }
}
