import { effect, inject, untracked } from '@angular/core';

import { Connection } from '../core/realtime/connection';

/**
 * Calls each time the live connection begins after the caller did: what changed before nobody was told of. Whoever begins while it is live
 * misses nothing.
 */
export function whenLiveAgain(load: () => void): void {
  const connection = inject(Connection);
  let isLive = untracked(connection.state) === 'live';
  effect(() => {
    const wasLive = isLive;
    isLive = connection.state() === 'live';
    if (isLive && !wasLive) untracked(load);
  });
}
