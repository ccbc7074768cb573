import type { AlertViewList, SavedAlertView } from '@tocsin/api-contract';

import type { SavedKind } from '../../../shared/saved/saved-kind';
import { alertView } from '../alert-views';
import { GROUPINGS, SORTS } from '../list-shape';

/** What of a view is kept. */
export type ViewContent = Pick<SavedAlertView, 'base' | 'q' | 'grouping' | 'sort'>;

export const SAVED_VIEWS: SavedKind<SavedAlertView, ViewContent> = {
  address: '/api/alert-views',
  one: 'view',
  many: 'views',
  text: 'filter',
  hint: ['Filter the list, then save it with', 'Shift V'],
  listOf: (answer) => (answer as AlertViewList).views,
  contentOf: ({ base, q, grouping, sort }) => ({ base, q, grouping, sort }),
  inWords: (content) => [`“${alertView(content.base)?.label ?? ''}”, `, `${shapeInWords(content)}.`],
};

function shapeInWords({ grouping, sort }: ViewContent): string {
  const group = GROUPINGS.find(({ id }) => id === grouping)?.label.toLowerCase() ?? '';
  const order = SORTS.find(({ id }) => id === sort)?.label.toLowerCase() ?? '';
  return grouping === 'none' ? `not grouped, ${order}` : `grouped by ${group}, ${order}`;
}
