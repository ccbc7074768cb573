import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';

import { SessionStore } from '../../core/session/session-store';
import { ShiftStore } from '../../core/shift/shift-store';
import { Page } from '../../core/shell/page';
import { SystemState } from '../../core/system/system-state';
import { ago, duration } from '../../core/time/format-time';
import { Moment } from '../../core/time/moment';
import { ServerClock } from '../../core/time/server-clock';
import { Failed } from '../../shared/failed';
import { SkeletonRows } from '../../shared/skeleton-rows';
import { Stale } from '../../shared/stale';
import { HomeChanges } from './changes/home-changes';
import { AlertHours } from './hours/alert-hours';
import { whenHomeChanges } from './home-live';
import { HomeStore } from './home-store';
import { HomeBlind } from './sections/home-blind';
import { HomeHandover } from './sections/home-handover';
import { HomeIncidents } from './sections/home-incidents';
import { HomeRisks } from './sections/home-risks';
import { HomeSums } from './sections/home-sums';
import { HomeYours } from './sections/home-yours';

/** Hours before now that can be chosen. */
const HOURS = [8, 16, 24, 72, 168] as const;

/** Shift hand-over: what changed, what needs a person, and what the system cannot see. */
@Component({
  selector: 'tocsin-home-page',
  imports: [
    ...[AlertHours, Failed, HomeBlind, HomeChanges, HomeHandover, HomeIncidents, HomeRisks, HomeSums, HomeYours],
    ...[MatIcon, Moment, Page, SkeletonRows, Stale],
  ],
  providers: [HomeStore],
  templateUrl: './home-page.html',
  styleUrl: './home-page.scss',
})
export class HomePage {
  private readonly router = inject(Router);
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionStore);
  protected readonly store = inject(HomeStore);
  protected readonly shift = inject(ShiftStore);
  protected readonly status = inject(SystemState).status;
  readonly since = input<string>();
  protected readonly hours = HOURS;
  protected readonly mayRead = this.session.may('status.read');
  protected readonly mayReadAlerts = this.session.may('alert.read');
  protected readonly mayReadIncidents = this.session.may('incident.read');
  protected readonly mayReadEntities = this.session.may('last_seen.read');
  /** How long ago the time began, in words: `16 h`. */
  protected readonly length = computed(() => {
    const home = this.store.home();
    if (home === undefined) return '';
    return duration(Math.round((Date.parse(home.asOf) - Date.parse(home.since)) / 1_000));
  });
  protected readonly age = computed(() => {
    const home = this.store.home();
    return home === undefined ? '' : ago(new Date(home.since), this.clock.now());
  });

  constructor() {
    effect(() => {
      const since = this.since();
      if (this.mayRead) untracked(() => this.store.show(since));
    });
    whenHomeChanges(() => this.store.reload());
  }

  /** Times in addresses are absolute: a link shows the same to everybody. */
  protected choose(hours: string): void {
    const at = new Date(this.clock.now().getTime() - Number(hours) * 3_600_000);
    at.setUTCSeconds(0, 0);
    void this.router.navigate([], { queryParams: { since: hours === '' ? null : at.toISOString() } });
  }
}
