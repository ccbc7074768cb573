import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { ParkedEvents } from '@tocsin/parked';
import { LRUCache } from 'lru-cache';

import { PIPELINE_OPTIONS } from '../pipeline-options';
import type { PipelineOptions } from '../pipeline.config';

/** So long a count is good enough; what this worker parks meanwhile is added to it. */
const COUNTED_FOR_MS = 10_000;
const SOURCES = 10_000;

/** How many more events of a source may be parked: one that sends nothing but rubbish must not fill the database. */
@Injectable()
export class ParkedCap {
  private readonly counts = new LRUCache<string, { count: number; readonly at: number }>({ max: SOURCES });

  constructor(
    private readonly parked: ParkedEvents,
    private readonly clock: Clock,
    @Inject(PIPELINE_OPTIONS) private readonly options: Pick<PipelineOptions, 'parkedPerSource'>,
  ) {}

  /** Of so many events that are to be parked, how many may be. @throws what the database throws. */
  async roomOf(source: string, wanted: number): Promise<number> {
    const now = this.clock.now().getTime();
    let known = this.counts.get(source);
    if (known === undefined || now - known.at >= COUNTED_FOR_MS) {
      known = { count: await this.parked.count(source), at: now };
      this.counts.set(source, known);
    }
    const room = Math.max(0, Math.min(wanted, this.options.parkedPerSource - known.count));
    known.count += room;
    return room;
  }
}
