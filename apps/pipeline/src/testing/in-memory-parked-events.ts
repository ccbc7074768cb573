import { ParkedEvents, type ParkedEvent } from '../parked/parked-events';

/** Parked events for unit tests: known by batch and position, as the port promises. */
export class InMemoryParkedEvents extends ParkedEvents {
  /** Set it to have PostgreSQL away. */
  isAway = false;
  private readonly kept = new Map<string, ParkedEvent>();

  get events(): readonly ParkedEvent[] {
    return [...this.kept.values()];
  }

  override park(events: readonly ParkedEvent[]): Promise<void> {
    if (this.isAway) return Promise.reject(Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' }));
    for (const event of events) {
      const key = `${event.batchId} ${event.position}`;
      if (!this.kept.has(key)) this.kept.set(key, event);
    }
    return Promise.resolve();
  }
}
