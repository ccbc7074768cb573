import type { EventBatch, Signal } from '@tocsin/event-model';
import type { EventDraft, Refusal } from '@tocsin/plugin-kit';

/** The stages an event can be refused at; what the front door refused comes here to be parked. */
export type StageName = 'ingest' | 'parse' | 'normalize' | 'enrich' | 'match' | 'store';

/** One event on its way through the stages. */
export interface BatchEvent extends EventDraft {
  /** Line of the batch, from 0. */
  readonly position: number;
  readonly id: string;
}

/** A line that goes to the parked events. */
export interface RefusedLine {
  readonly position: number;
  readonly stage: StageName;
  readonly refusal: Refusal;
}

/** A signal, and the event it stands on. */
export interface EventSignal {
  readonly eventId: string;
  readonly signal: Signal;
}

/** What one batch has become so far. */
export class BatchUnderWay {
  /** Events still on their way. */
  events: readonly BatchEvent[] = [];
  signals: readonly EventSignal[] = [];
  readonly refused: RefusedLine[] = [];
  /** Events the store wrote, and those it had. */
  stored = 0;
  duplicate = 0;

  constructor(
    readonly batch: EventBatch,
    /** The lines of the batch, by position. */
    readonly lines: readonly Buffer[],
  ) {}

  /** Takes the events that a stage refused out of the way of those that follow. */
  setRefusedAside(stage: StageName): void {
    if (this.events.every(({ refusal }) => refusal === undefined)) return;
    for (const { position, refusal } of this.events)
      if (refusal !== undefined) this.refused.push({ position, stage, refusal });
    this.events = this.events.filter(({ refusal }) => refusal === undefined);
  }
}
