import type { SimulatedLine } from '@tocsin/api-contract';
import { eventDay } from '@tocsin/event-model';
import { examineForStore } from '@tocsin/event-store';

import type { BatchEvent, BatchUnderWay } from '../batch/batch-under-way';
import type { FramedLines } from './framed-lines';
import type { TraceKeeper } from './trace-keeper';

type Rules = Extract<SimulatedLine, { outcome: 'event' }>['rules'];

/** What became of the lines of a batch, in their order. */
export function simulatedLines(underWay: BatchUnderWay, framed: FramedLines, trace?: TraceKeeper): SimulatedLine[] {
  const outcomes = new Outcomes(underWay, framed, trace);
  return [
    ...framed.joined.map(({ line, to }): SimulatedLine => ({ outcome: 'joined', line, to })),
    ...outcomes.unread(),
    ...underWay.events.map((one) => outcomes.arrived(one)),
    ...underWay.ended.map((one) => outcomes.ended(one)),
  ].sort((a, b) => a.line - b.line);
}

class Outcomes {
  private readonly rules: ReadonlyMap<string, Rules>;

  constructor(
    private readonly underWay: BatchUnderWay,
    private readonly framed: FramedLines,
    private readonly keeper: TraceKeeper | undefined,
  ) {
    this.rules = rulesByEvent(underWay);
  }

  /** Lines that never became an event. */
  unread(): SimulatedLine[] {
    const ended = new Set(this.underWay.ended.filter(({ refusal }) => refusal).map(({ position }) => position));
    return this.underWay.refused
      .filter(({ position }) => !ended.has(position))
      .map(({ position, stage, refusal }) => ({
        outcome: 'parked',
        line: this.lineOf(position),
        stage,
        ...refusal,
        trace: [],
      }));
  }

  arrived({ id, position, event }: BatchEvent): SimulatedLine {
    const line = this.lineOf(position);
    const day = eventDay(event, this.underWay.batch.receivedAt);
    const examined = examineForStore({ id, day, event });
    const trace = this.traceOf(event);
    if ('refused' in examined)
      return { outcome: 'parked', line, stage: 'store', code: 'store.rejected', reason: examined.refused, trace };
    return { outcome: 'event', line, event, rules: this.rules.get(id) ?? [], trace };
  }

  ended({ position, event, refusal, dropped, joinedTo }: BatchEvent): SimulatedLine {
    const line = this.lineOf(position);
    const trace = this.traceOf(event);
    if (refusal !== undefined) {
      const stage = this.underWay.refused.find((one) => one.position === position)?.stage ?? 'normalize';
      return { outcome: 'parked', line, stage, ...refusal, trace };
    }
    if (joinedTo !== undefined) return { outcome: 'joined', line, to: this.lineOf((joinedTo as BatchEvent).position) };
    return { outcome: 'dropped', line, rule: dropped ?? '', trace };
  }

  private lineOf(position: number): number {
    return this.framed.numbers[position] ?? 0;
  }

  private traceOf(event: BatchEvent['event']): Extract<SimulatedLine, { outcome: 'event' }>['trace'] {
    return this.keeper?.of(event) ?? [];
  }
}

function rulesByEvent({ signals }: BatchUnderWay): ReadonlyMap<string, Rules> {
  const rules = new Map<string, Rules>();
  for (const { eventId, signal } of signals) {
    const { id, title, level } = signal.rule;
    rules.set(eventId, [...(rules.get(eventId) ?? []), { id, title, level }]);
  }
  return rules;
}
