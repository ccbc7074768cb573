import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { SystemStatus } from '@tocsin/api-contract';

import { Preferences } from '../preferences/preferences';
import { Connection } from '../realtime/connection';
import { SessionStore } from '../session/session-store';
import { SystemState } from '../system/system-state';
import { clockTime, zoneName } from '../time/format-time';
import { Moment } from '../time/moment';
import { ServerClock } from '../time/server-clock';
import {
  connectionSegment,
  coverageSegment,
  intakeSegment,
  queueSegment,
  sourcesSegment,
  storeSegment,
  type Segment,
} from './status-segments';

/** A segment, and the screen that says more of it. */
interface Shown {
  readonly id: string;
  readonly segment: Segment;
  readonly title: string;
  /** Undefined for those who may not open it. */
  readonly path: string | undefined;
  readonly before?: string;
  readonly figure?: string;
  readonly between?: string;
  readonly until?: string | null;
}

/** One line under every screen that says how well the system itself is: grey while well, a colour with a word when not. */
@Component({
  selector: 'tocsin-status-line',
  imports: [MatIcon, Moment, NgTemplateOutlet, RouterLink],
  host: { role: 'contentinfo', 'aria-label': 'System state', 'data-region': '' },
  templateUrl: './status-line.html',
  styleUrl: './status-line.scss',
})
export class StatusLine {
  private readonly link = inject(Connection);
  private readonly clock = inject(ServerClock);
  private readonly preferences = inject(Preferences);
  private readonly session = inject(SessionStore);
  protected readonly system = inject(SystemState);
  protected readonly status = this.system.status;

  protected readonly connection = computed(() =>
    connectionSegment(this.link.state(), this.link.lostFor(), this.link.lag()),
  );
  protected readonly segments = computed(() => {
    const status = this.status();
    return status === undefined ? [] : this.shown(status);
  });
  protected readonly time = computed(() => clockTime(this.clock.now(), this.preferences.zone()));
  protected readonly zone = computed(() => zoneName(this.clock.now(), this.preferences.zone()));
  /** For screen readers: words that change only when the state does, never numbers. */
  protected readonly spoken = computed(() =>
    [this.connection(), ...this.segments().map(({ segment }) => segment)]
      .filter(({ level }) => level !== 'well')
      .map(({ spoken }) => spoken)
      .join('. '),
  );

  private shown(status: SystemStatus): Shown[] {
    const [flow, rules] = [this.pathFor('source.read', '/flow'), this.pathFor('rule.read', '/rules')];
    const covered = 'Every rule has seen every event that came in until then';
    const today = { before: 'Today', figure: status.today.accepted.toLocaleString('en'), between: 'accepted ·' };
    const parked = {
      level: 'well',
      lead: '',
      rest: `Parked ${status.parked.total.toLocaleString('en')}`,
      spoken: '',
    } as const;
    const { coveredUntil: until } = status.detection;
    return [
      { id: 'intake', segment: intakeSegment(status), title: INTAKE, path: flow, ...today },
      { id: 'coverage', segment: coverageSegment(status, this.clock.now()), title: covered, path: rules, until },
      { id: 'sources', segment: sourcesSegment(status), title: 'Sources, and rules that live by them', path: flow },
      { id: 'parked', segment: parked, title: PARKED, path: this.pathFor('parked.read', '/parked') },
      { id: 'queue', segment: queueSegment(status), title: 'Batches that wait to be worked on', path: flow },
      { id: 'store', segment: storeSegment(status), title: 'Where events are kept and searched', path: flow },
    ];
  }

  private pathFor(permission: string, path: string): string | undefined {
    return this.session.may(permission) ? path : undefined;
  }
}

const INTAKE =
  'accepted = stored + duplicate + parked + dropped by rule + in flight; the difference is what nobody accounts for';
const PARKED = 'Events that could not be taken in; kept as they came';
