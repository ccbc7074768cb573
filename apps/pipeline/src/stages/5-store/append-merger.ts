import { Inject, Injectable } from '@nestjs/common';
import type { IdentifiedEvent } from '@tocsin/event-model';
import { EventStore, StoreUnavailable, type AppendOutcome } from '@tocsin/event-store';

import { PIPELINE_OPTIONS } from '../../pipeline-options';
import type { PipelineOptions } from '../../pipeline.config';

interface Waiting {
  readonly events: readonly IdentifiedEvent[];
  readonly resolve: (outcomes: readonly AppendOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/** One is being written while the next is on its way. */
const IN_FLIGHT = 2;

/** Joins what waits for the store into larger writes: the busier the store, the larger and the cheaper per event. */
@Injectable()
export class AppendMerger {
  private readonly waiting: Waiting[] = [];
  private inFlight = 0;

  constructor(
    private readonly store: EventStore,
    @Inject(PIPELINE_OPTIONS) private readonly options: Pick<PipelineOptions, 'maxAppend'>,
  ) {}

  /** Outcomes in the order of the events. Throws what the store throws, to everyone whose events were in the same write. */
  append(events: readonly IdentifiedEvent[]): Promise<readonly AppendOutcome[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ events, resolve, reject });
      this.pump();
    });
  }

  private pump(): void {
    while (this.inFlight < IN_FLIGHT && this.waiting.length > 0) {
      this.inFlight += 1;
      void this.write(this.take()).finally(() => {
        this.inFlight -= 1;
        this.pump();
      });
    }
  }

  /** The first, however large it is, and those behind it that fit. */
  private take(): Waiting[] {
    let size = 0;
    const fitting = this.waiting.findIndex(({ events }, position) => {
      size += events.length;
      return position > 0 && size > this.options.maxAppend;
    });
    return this.waiting.splice(0, fitting < 0 ? this.waiting.length : fitting);
  }

  private async write(joined: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.store.append(joined.flatMap(({ events }) => events));
      let from = 0;
      for (const { events, resolve } of joined) resolve(outcomes.slice(from, (from += events.length)));
    } catch (error) {
      if (joined.length === 1 || error instanceof StoreUnavailable) for (const { reject } of joined) reject(error);
      // Something in one of them breaks the write; the others must not suffer for it.
      else for (const one of joined) await this.write([one]);
    }
  }
}
