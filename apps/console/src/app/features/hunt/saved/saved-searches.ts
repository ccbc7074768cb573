import type { SavedSearch, SearchList } from '@tocsin/api-contract';

import type { SavedKind } from '../../../shared/saved/saved-kind';

/** What of a search is kept. */
export type SearchContent = Pick<SavedSearch, 'q' | 'time' | 'columns' | 'sort'>;

export const SAVED_SEARCHES: SavedKind<SavedSearch, SearchContent> = {
  address: '/api/searches',
  one: 'search',
  many: 'searches',
  text: 'query',
  hint: ['Look for something, then save it with', 'S'],
  listOf: (answer) => (answer as SearchList).searches,
  contentOf: ({ q, time, columns, sort }) => ({ q, time, columns, sort }),
  inWords: ({ time }) => [
    '',
    `${'last' in time ? `the last ${time.last} before it is looked for` : 'two fixed times'}, its columns and its order.`,
  ],
};
