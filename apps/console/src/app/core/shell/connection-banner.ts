import { Component, computed, inject, untracked } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import { Preferences } from '../preferences/preferences';
import { Connection } from '../realtime/connection';
import { listTime } from '../time/format-time';
import { ServerClock } from '../time/server-clock';

/** Shorter losses heal before anybody could act on them. */
const GRACE_SECONDS = 3;

/** Says that what is on the screen may be old, since when, and offers to try again. */
@Component({
  selector: 'tocsin-connection-banner',
  imports: [MatIcon],
  template: `
    @if (since(); as time) {
      <div class="banner error" role="alert">
        <mat-icon svgIcon="offline" />
        <span
          ><b>Not connected since {{ time }}.</b> What you see may be old.</span
        >
        <span class="spacer"></span>
        <button class="button" type="button" (click)="connection.tryNow()">Try now</button>
      </div>
    }
  `,
  styles: `
    :host {
      grid-area: banner;
      min-width: 0;
    }

    b {
      font-weight: 600;
    }
  `,
})
export class ConnectionBanner {
  protected readonly connection = inject(Connection);
  private readonly zone = inject(Preferences).zone;
  private readonly clock = inject(ServerClock);
  protected readonly since = computed(() => {
    const since = this.connection.lostSince();
    if (since === undefined || this.connection.lostFor() < GRACE_SECONDS) return undefined;
    return listTime(since, this.zone(), untracked(this.clock.now));
  });
}
