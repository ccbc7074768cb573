import { effect, inject, untracked } from '@angular/core';
import type { FeedName } from '@tocsin/api-contract';

import { FeedPlaces } from '../core/realtime/feed-places';

/** Calls each time changes of a feed were missed that nobody tells any more, also those before the connection was there. */
export function whenMissed(feed: FeedName, load: () => void): void {
  const places = inject(FeedPlaces);
  let known = untracked(() => places.gaps(feed));
  effect(() => {
    const gaps = places.gaps(feed);
    if (gaps === known) return;
    known = gaps;
    untracked(load);
  });
}
