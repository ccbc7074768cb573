import { Injectable } from '@nestjs/common';

import type { BatchUnderWay } from '../../batch/batch-under-way';
import { LiveTails } from './live-tail/live-tails';
import { OfferToTaps } from './taps/offer-to-taps';

/** Copies of stored events: to the taps, which must have them, and to the live tails, which may. */
@Injectable()
export class CopiesForOthers {
  constructor(
    private readonly taps: OfferToTaps,
    private readonly tails: LiveTails,
  ) {}

  async run(underWay: BatchUnderWay): Promise<void> {
    await this.taps.run(underWay);
    this.tails.offer(underWay);
  }
}
