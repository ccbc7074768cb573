/** An event that could not go on, with everything needed to mend and replay it. */
export interface ParkedEvent {
  readonly batchId: string;
  readonly position: number;
  readonly eventId: string;
  readonly source: string;
  readonly stage: string;
  readonly reasonCode: string;
  readonly reason: string;
  readonly bytes: Buffer;
  readonly receivedAt: Date;
}

/** Where events wait that could not be parsed, mapped or stored. */
export abstract class ParkedEvents {
  /** Resolves when all are durable. Safe to repeat: an event is known by batch and position. */
  abstract park(events: readonly ParkedEvent[]): Promise<void>;
}
