import type { AlertSummary } from '@tocsin/api-contract';

import type { AlertView, Viewer } from '../alert-views';
import type { ListFacts } from './list-item';

/** What came after the list was loaded and is not in it yet. */
export interface Arrivals {
  /** Alerts that did not exist then. */
  readonly fresh: number;
  /** Older ones that now belong into the view, or moved to its top. */
  readonly changed: number;
}

export interface ShownList {
  readonly view: AlertView;
  readonly page: Pick<ListFacts, 'asOf'>;
  readonly ids: ReadonlySet<string>;
  readonly viewer: Viewer;
  /** With a filter only the server can say what matches; these ids it has found. */
  readonly matching: ReadonlySet<string> | undefined;
}

/** Counts what the list does not show although it belongs there. Rows that are on a page not yet loaded are not counted. */
export function countArrivals(changes: Iterable<AlertSummary>, list: ShownList): Arrivals {
  let fresh = 0;
  let changed = 0;
  for (const alert of changes) {
    if (list.ids.has(alert.id) || !belongs(alert, list)) continue;
    if (alert.createdAt > list.page.asOf) fresh += 1;
    else if (alert.updatedAt > list.page.asOf) changed += 1;
  }
  return { fresh, changed };
}

function belongs(alert: AlertSummary, { view, viewer, matching }: ShownList): boolean {
  return view.matches(alert, viewer) && (matching === undefined || matching.has(alert.id));
}

/** `3 new`, `1 changed`, `3 new, 1 changed`; empty when there is nothing. */
export function arrivalsInWords({ fresh, changed }: Arrivals): string {
  const words = [fresh > 0 ? `${fresh} new` : '', changed > 0 ? `${changed} changed` : ''];
  return words.filter((word) => word !== '').join(', ');
}
