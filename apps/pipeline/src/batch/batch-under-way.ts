import type { EventBatch, Signal } from '@tocsin/event-model';
import { isOpen, type EventDraft, type PluginWitness, type Refusal } from '@tocsin/plugin-kit';

import { LineFates } from './line-fates';

/** The stages an event can be refused at; what the front door refused comes here to be parked. */
export type StageName = 'ingest' | 'parse' | 'normalize' | 'enrich' | 'match' | 'store';

/** One event on its way through the stages. */
export interface BatchEvent extends EventDraft {
  /** Line of the batch, from 0. Several events may come from one line. */
  readonly position: number;
  readonly id: string;
  /** Other lines whose events were joined to this one. */
  alsoAt?: number[];
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
  readonly signals: EventSignal[] = [];
  /** Ids of rules in the shadow, once for each event that matched. */
  readonly shadowed: string[] = [];
  readonly refused: RefusedLine[] = [];
  readonly fates: LineFates;
  /** Events the store has because of this batch and keeps; a state is kept only until the next one. */
  documents = 0;
  /** Events that went no further: refused, dropped or joined to another. */
  readonly ended: BatchEvent[] = [];

  constructor(
    readonly batch: EventBatch,
    /** The lines of the batch, by position. */
    readonly lines: readonly Buffer[],
    /** Is shown what every plug-in does. */
    readonly witness?: PluginWitness,
  ) {
    this.fates = new LineFates(lines.length);
  }

  /** Has the line parked. Of several reasons the first is told. */
  refuse(line: RefusedLine): void {
    if (this.fates.of(line.position) === 'parked') return;
    this.fates.note(line.position, 'parked');
    this.refused.push(line);
  }

  /** Takes the events that end at a stage, refused, dropped or joined to another, out of the way of those that follow. */
  setAside(stage: StageName): void {
    if (this.events.every(isOpen)) return;
    for (const one of this.events) joinLines(one);
    for (const { position, alsoAt = [], refusal, dropped } of this.events) {
      for (const line of [position, ...alsoAt]) {
        if (refusal !== undefined) this.refuse({ position: line, stage, refusal });
        else if (dropped !== undefined) this.fates.note(line, 'dropped', dropped);
      }
    }
    for (const one of this.events) if (!isOpen(one)) this.ended.push(one);
    this.events = this.events.filter(isOpen);
  }
}

function joinLines({ position, joinedTo }: BatchEvent): void {
  if (joinedTo === undefined) return;
  const leader = joinedTo as BatchEvent;
  leader.alsoAt = [...(leader.alsoAt ?? []), position];
}
