import type { TopValue, TopValues, TopValuesRequest } from './event-store';
import { assertGroupable } from './group-key';

/** Up to so many different values are counted. */
export const MOST_DISTINCT = 1_000;
const MOST_VALUES = 100;

/** @throws {RangeError} for a field that cannot be grouped by, or more values than a store answers at once. */
export function assertTopValues({ field, size, limitMs }: TopValuesRequest): void {
  assertGroupable([field]);
  if (!Number.isInteger(size) || size < 1 || size > MOST_VALUES)
    throw new RangeError(`1 to ${MOST_VALUES} values can be asked for, not ${size}.`);
  if (!Number.isInteger(limitMs) || limitMs < 1) throw new RangeError('A time limit has whole milliseconds.');
}

/** The first of all values there are, and how many there are. */
export function topOf(values: readonly TopValue[], size: number): Pick<TopValues, 'distinct' | 'values'> {
  return { distinct: distinctOf(values.length), values: [...values].sort(byCount).slice(0, size) };
}

/** As it is told: a large number is no help to anybody. */
export function distinctOf(count: number): number | undefined {
  return count > MOST_DISTINCT ? undefined : count;
}

export function byCount(one: TopValue, other: TopValue): number {
  return other.count - one.count || Buffer.compare(Buffer.from(one.value), Buffer.from(other.value));
}
