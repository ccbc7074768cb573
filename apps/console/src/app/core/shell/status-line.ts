import { Component, computed, inject } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import { Preferences } from '../preferences/preferences';
import { Connection } from '../realtime/connection';
import { SystemState } from '../system/system-state';
import { clockTime, zoneName } from '../time/format-time';
import { Moment } from '../time/moment';
import { ServerClock } from '../time/server-clock';
import { connectionSegment, coverageSegment, queueSegment, storeSegment } from './status-segments';

/** One line under every screen that says how well the system itself is: grey while well, a colour with a word when not. */
@Component({
  selector: 'tocsin-status-line',
  imports: [MatIcon, Moment],
  host: { role: 'contentinfo', 'aria-label': 'System state', 'data-region': '' },
  templateUrl: './status-line.html',
  styleUrl: './status-line.scss',
})
export class StatusLine {
  private readonly link = inject(Connection);
  private readonly clock = inject(ServerClock);
  private readonly preferences = inject(Preferences);
  protected readonly system = inject(SystemState);
  protected readonly status = this.system.status;

  protected readonly connection = computed(() =>
    connectionSegment(this.link.state(), this.link.lostFor(), this.link.lag()),
  );
  protected readonly coverage = computed(() => {
    const status = this.status();
    return status && coverageSegment(status, this.clock.now());
  });
  protected readonly store = computed(() => {
    const status = this.status();
    return status && storeSegment(status);
  });
  protected readonly queue = computed(() => {
    const status = this.status();
    return status && queueSegment(status);
  });
  protected readonly parked = computed(() => this.status()?.parked.total.toLocaleString('en'));
  protected readonly time = computed(() => clockTime(this.clock.now(), this.preferences.zone()));
  protected readonly zone = computed(() => zoneName(this.clock.now(), this.preferences.zone()));
  /** For screen readers: words that change only when the state does, never numbers. */
  protected readonly spoken = computed(() =>
    [this.connection(), this.coverage(), this.queue(), this.store()]
      .filter((segment) => segment !== undefined && segment.level !== 'well')
      .map((segment) => segment?.spoken)
      .join('. '),
  );
}
