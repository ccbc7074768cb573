import type { ParkedHead } from '@tocsin/database';

/** An event that could not go on, with everything needed to mend it and to send it through the pipeline once more. */
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
  readonly claim: string;
  readonly head: ParkedHead;
}

/** Why an event that was tried again was refused again. */
export interface RefusedAgain {
  /** Of the parked event. */
  readonly id: string;
  readonly stage: string;
  readonly reasonCode: string;
  readonly reason: string;
}

/** What became of an event that was tried again. */
export interface Unparked {
  /** Of the parked event. */
  readonly id: string;
  readonly fate: 'stored' | 'duplicate' | 'dropped';
  /** That dropped it; else empty. */
  readonly rule: string;
}

/** Where events wait that could not be parsed, mapped or stored. Every method is safe to repeat. */
export abstract class ParkedEvents {
  /**
   * Resolves when all are durable. An event is known by batch and position.
   * @returns those that are parked already under another acceptance of their batch: they are not parked once more.
   */
  abstract park(events: readonly ParkedEvent[]): Promise<readonly ParkedEvent[]>;

  /** They wait on, with the new reason. */
  abstract parkAgain(events: readonly RefusedAgain[]): Promise<void>;

  /** They are parked no longer, and the ledger counts them as what they became. */
  abstract unpark(events: readonly Unparked[]): Promise<void>;

  /** Drops what was parked before that time, under the rule `parked-retention`. @returns how many. */
  abstract expire(before: Date): Promise<number>;

  /** How many events of a source are parked. */
  abstract count(source: string): Promise<number>;
}
