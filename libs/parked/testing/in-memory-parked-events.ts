import { ParkedEvents, type ParkedEvent, type RefusedAgain, type Unparked } from '../src';

/** Parked events for unit tests: known by batch and position, as the port promises. */
export class InMemoryParkedEvents extends ParkedEvents {
  /** Set it to have PostgreSQL away. */
  isAway = false;
  readonly refusedAgain: RefusedAgain[] = [];
  readonly unparked: Unparked[] = [];
  private readonly kept = new Map<string, ParkedEvent>();

  get events(): readonly ParkedEvent[] {
    return [...this.kept.values()];
  }

  override park(events: readonly ParkedEvent[]): Promise<readonly ParkedEvent[]> {
    if (this.isAway) return away();
    const twins: ParkedEvent[] = [];
    for (const event of events) {
      const key = `${event.batchId} ${event.position}`;
      const known = this.kept.get(key);
      if (known === undefined) this.kept.set(key, event);
      else if (known.claim !== event.claim) twins.push(event);
    }
    return Promise.resolve(twins);
  }

  override parkAgain(events: readonly RefusedAgain[]): Promise<void> {
    if (this.isAway) return away();
    this.refusedAgain.push(...events);
    return Promise.resolve();
  }

  override unpark(events: readonly Unparked[]): Promise<void> {
    if (this.isAway) return away();
    this.unparked.push(...events);
    return Promise.resolve();
  }

  override expire(before: Date): Promise<number> {
    const old = [...this.kept].filter(([, { receivedAt }]) => receivedAt < before);
    for (const [key] of old) this.kept.delete(key);
    return Promise.resolve(old.length);
  }

  override count(source: string): Promise<number> {
    return Promise.resolve(this.events.filter((event) => event.source === source).length);
  }
}

function away(): Promise<never> {
  return Promise.reject(Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' }));
}
