import type { Routes, UrlMatchResult, UrlSegment } from '@angular/router';

import { WatchlistsPage } from './watchlists-page';

/** One route for the overview and for each list, so that the screen stays while somebody goes from list to list. */
export const watchlistRoutes: Routes = [{ matcher: atMostOneName, title: 'Watchlists', component: WatchlistsPage }];

function atMostOneName(segments: UrlSegment[]): UrlMatchResult | null {
  const [name, ...more] = segments;
  if (more.length > 0) return null;
  return { consumed: segments, posParams: name === undefined ? {} : { name } };
}
