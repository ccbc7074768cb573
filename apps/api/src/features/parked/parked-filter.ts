import type { ParkedGroupsQuery, RetryManyParked } from '@tocsin/api-contract';
import type { ParkedFilter } from '@tocsin/parked';

/** What a request means by its words. */
export function parkedFilter({ q, from, to, ...rest }: ParkedGroupsQuery | RetryManyParked): ParkedFilter {
  return {
    ...rest,
    text: q,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}
