import { DestroyRef, inject } from '@angular/core';

import { Connection } from '../../core/realtime/connection';
import { whenMissed } from '../../shared/when-missed';

/** After a change the numbers are asked for so much later, and others within that time come with them. */
const AFTER_MS = 5_000;
/** What nobody tells of is asked for so often. */
const EVERY_MS = 60_000;

/** Calls when something that Home shows may have changed, as long as the caller lives. */
export function whenHomeChanges(load: () => void): void {
  const connection = inject(Connection);
  let soon: ReturnType<typeof setTimeout> | undefined;
  const changed = (): void => {
    soon ??= setTimeout(() => {
      soon = undefined;
      load();
    }, AFTER_MS);
  };
  const ends = [connection.on('alert.changed', changed), connection.on('incident.changed', changed)];
  const regularly = setInterval(load, EVERY_MS);
  whenMissed('alerts', load);
  whenMissed('incidents', load);
  inject(DestroyRef).onDestroy(() => {
    for (const end of ends) end();
    clearTimeout(soon);
    clearInterval(regularly);
  });
}
