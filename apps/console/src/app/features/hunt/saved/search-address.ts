import type { SavedSearch } from '@tocsin/api-contract';

import type { SearchContent } from './saved-searches';

/** Everything an address of the hunt says of a saved search; null takes out what it does not say. */
export function searchAddress(search: SavedSearch) {
  const { q, time, columns, sort, id } = search;
  const span =
    'last' in time ? { last: time.last, from: null, to: null } : { last: null, from: time.from, to: time.to };
  return {
    ...{ q: q || null, ...span, saved: id, open: null },
    columns: columns.join(',') || null,
    sort: sort === 'oldest' ? sort : null,
  };
}

/** Whether a search is no longer what was saved. */
export function isChanged(saved: SearchContent, now: SearchContent): boolean {
  return textOf(saved) !== textOf(now);
}

function textOf({ q, time, columns, sort }: SearchContent): string {
  const span = 'last' in time ? [time.last] : [time.from, time.to].map((at) => Date.parse(at));
  return JSON.stringify([q, span, columns, sort]);
}
