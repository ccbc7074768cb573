import { Component, computed, inject, untracked } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';

import { Preferences } from '../preferences/preferences';
import { Connection } from '../realtime/connection';
import { SessionStore } from '../session/session-store';
import { SystemState } from '../system/system-state';
import { listTime } from '../time/format-time';
import { ServerClock } from '../time/server-clock';

/** Shorter losses heal before anybody could act on them. */
const GRACE_SECONDS = 3;

/** Says that what is on the screen may be old, since when, and offers to try again; and that the store is away, and what to do. */
@Component({
  selector: 'tocsin-connection-banner',
  imports: [MatIcon, RouterLink],
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
    } @else if (trouble(); as detail) {
      <div class="banner error" role="alert">
        <mat-icon svgIcon="warning" />
        <span class="wrap"
          ><b>The store does not take events.</b> {{ detail }} What comes in waits in the queue and is stored when it is
          back; searches may fail until then.</span
        >
        <span class="spacer"></span>
        @if (mayReadSources()) {
          <a class="button" routerLink="/flow">Sources &amp; flow</a>
        }
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
  private readonly session = inject(SessionStore);
  private readonly status = inject(SystemState).status;
  protected readonly mayReadSources = computed(() => this.session.may('source.read'));
  protected readonly trouble = computed(() => {
    const storage = this.status()?.storage;
    return storage === undefined || storage.ok ? undefined : storage.detail;
  });
  protected readonly since = computed(() => {
    const since = this.connection.lostSince();
    if (since === undefined || this.connection.lostFor() < GRACE_SECONDS) return undefined;
    return listTime(since, this.zone(), untracked(this.clock.now));
  });
}
