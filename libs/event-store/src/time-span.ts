import type { HistogramRequest, SearchRequest, TimeRange } from './event-store';

const MAX_PAGE = 1_000;
const MAX_BARS = 1_000;
/** No event lies outside, and not every engine can name times beyond. */
const YEAR_1 = Date.parse('0001-01-01T00:00:00Z');
const YEAR_9999 = Date.parse('9999-12-31T23:59:59.999Z');

/** A range in milliseconds, with the field it counts by. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
  readonly field: '@timestamp' | 'event.ingested';
}

/** @throws {RangeError} when an end of the range is no time. */
export function timeSpan(range: TimeRange): TimeSpan {
  const [from, to] = [Date.parse(range.from), Date.parse(range.to)];
  if (Number.isNaN(from) || Number.isNaN(to)) throw new RangeError('A time range needs two RFC 3339 times.');
  return {
    from: Math.max(from, YEAR_1),
    to: Math.min(to, YEAR_9999),
    field: range.by === 'ingested' ? 'event.ingested' : '@timestamp',
  };
}

/** @throws {RangeError} for a page larger than a store answers at once. */
export function assertPageSize({ size }: Pick<SearchRequest, 'size'>): void {
  if (!Number.isInteger(size) || size < 0 || size > MAX_PAGE)
    throw new RangeError(`A page has 0 to ${MAX_PAGE} events, not ${size}.`);
}

/** @throws {RangeError} for a histogram with more bars than a store answers at once. */
export function assertBars({ range, seconds }: HistogramRequest): void {
  const { from, to } = timeSpan(range);
  if (!Number.isInteger(seconds) || seconds < 1 || (to - from) / (seconds * 1_000) > MAX_BARS)
    throw new RangeError(`A histogram has whole seconds a bar and at most ${MAX_BARS} bars.`);
}
