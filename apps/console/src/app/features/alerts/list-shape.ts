import type { AlertGrouping, AlertSort } from '@tocsin/api-contract';

/** How a list is grouped; `none` is one alert after the other. */
export type Grouping = AlertGrouping | 'none';

export const GROUPINGS: readonly { readonly id: Grouping; readonly label: string }[] = [
  { id: 'entity', label: 'Entity' },
  { id: 'rule', label: 'Rule' },
  { id: 'severity', label: 'Severity' },
  { id: 'none', label: 'None' },
];

export const SORTS: readonly { readonly id: AlertSort; readonly label: string }[] = [
  { id: 'newest', label: 'Newest first' },
  { id: 'oldest', label: 'Oldest first' },
  { id: 'severe', label: 'Most severe first' },
];

/** `undefined` when an address says something else. */
export function groupingOf(text: string | null): Grouping | undefined {
  return GROUPINGS.find(({ id }) => id === text)?.id;
}

/** `undefined` when an address says something else. */
export function sortOf(text: string | null): AlertSort | undefined {
  return SORTS.find(({ id }) => id === text)?.id;
}
