import { Injectable } from '@nestjs/common';
import { eventsWaiting, FrontBacklogs, MessageBus } from '@tocsin/messaging';

/** Whether batches of events wait for the pipeline, at our broker and at those of front ends. */
@Injectable()
export class EventsBacklog {
  constructor(
    private readonly bus: MessageBus,
    private readonly fronts: FrontBacklogs,
  ) {}

  /**
   * False also while nobody knows how much waits at a front end.
   * @throws {BusUnavailable}
   */
  async isEmpty(): Promise<boolean> {
    const isEmptyHere = (await eventsWaiting(this.bus)) === 0;
    return isEmptyHere && this.fronts.hasHeardOfAll && this.fronts.now().every(({ depth }) => depth === 0);
  }
}
