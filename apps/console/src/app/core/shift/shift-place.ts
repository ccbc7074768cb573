import { effect, inject, Service, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter, map } from 'rxjs';

import { Connection } from '../realtime/connection';
import { placeOf } from './place-words';
import { ShiftStore } from './shift-store';

/** Who says nothing for longer is away. */
const SAY_EVERY_MS = 60_000;

/** Says where whoever is on shift is, when they go somewhere else and every minute while the page is seen. */
@Service({ autoProvided: false })
export class ShiftPlace {
  private readonly connection = inject(Connection);
  private readonly shift = inject(ShiftStore);
  private readonly router = inject(Router);
  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(({ urlAfterRedirects }) => urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );

  constructor() {
    effect((onCleanup) => {
      const place = placeOf(this.url());
      if (!this.shift.isOn() || place === undefined || this.connection.state() !== 'live') return;
      const say = (): void => {
        if (document.visibilityState === 'visible') this.connection.send('shift.here', { place });
      };
      untracked(say);
      const timer = setInterval(say, SAY_EVERY_MS);
      onCleanup(() => clearInterval(timer));
    });
  }
}
