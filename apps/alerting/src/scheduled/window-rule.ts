import type { WindowRule } from '@tocsin/correlation';
import type { CorrelationRule } from '@tocsin/sigma';

/** A burst is told of anew when it has lasted this many spans, so that none grows without end. */
const SPANS_OF_A_BURST = 6;

/** The rule as the window engine takes it. */
export function windowRule({ type, threshold, timespanMs }: CorrelationRule): WindowRule {
  return {
    counted: type === 'value_count' ? 'values' : 'occurrences',
    threshold,
    spanMs: timespanMs,
    maxBurstMs: timespanMs * SPANS_OF_A_BURST,
  };
}
