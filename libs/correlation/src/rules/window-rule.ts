import type { WindowRule } from '../find-bursts';

/** What a correlation of Sigma says of its count. */
export interface CountingRule {
  readonly type: 'event_count' | 'value_count';
  /** Field whose different values are counted; `undefined` when events are. */
  readonly countedField: string | undefined;
  readonly threshold: number;
  readonly timespanMs: number;
}

/** A burst is told of anew when it has lasted this many spans, so that none grows without end. */
const SPANS_OF_A_BURST = 6;

/** The rule as the window engine takes it. */
export function windowRule({ type, threshold, timespanMs }: CountingRule): WindowRule {
  return {
    counted: type === 'value_count' ? 'values' : 'occurrences',
    threshold,
    spanMs: timespanMs,
    maxBurstMs: timespanMs * SPANS_OF_A_BURST,
  };
}
