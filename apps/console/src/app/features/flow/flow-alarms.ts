import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { SourceAlarms } from '@tocsin/api-contract';

import { SessionStore } from '../../core/session/session-store';
import { Moment } from '../../core/time/moment';
import { OutsideText } from '../../shared/text/outside-text';

type Alarm = SourceAlarms['alarms'][number];

/** On tags, where the source stands beside. */
export const ALARM_WORDS: Readonly<Record<Alarm['kind'], string>> = {
  silent: 'silent',
  host_silent: 'hosts silent',
  less: 'much less',
  clock: 'wrong clock',
  fields: 'new field shape',
};

const NAMED = 10;

/** What is not as usual with sources, and which rules do not see what they look for. */
@Component({
  selector: 'tocsin-flow-alarms',
  imports: [MatIcon, Moment, OutsideText, RouterLink],
  template: `
    <ul aria-label="What is not as usual">
      @for (alarm of shown(); track alarm.source + alarm.kind) {
        <li class="banner error">
          <mat-icon svgIcon="warning" class="small" />
          <span class="wrap">
            <b class="strong"><tocsin-text [value]="alarm.reason" /></b> since <tocsin-moment [at]="alarm.since" />:
            <tocsin-text [value]="alarm.seen" />. Usually: <tocsin-text [value]="alarm.expected" />.
            @if (alarm.blind.length > 0) {
              Rules now blind: <tocsin-text [value]="alarm.names" />.
            }
          </span>
          @if (mayReadAlerts) {
            <a [routerLink]="['/alerts/views/open']" [queryParams]="{ q: alarm.source }">Alerts</a>
          }
        </li>
      }
    </ul>
  `,
})
export class FlowAlarms {
  protected readonly mayReadAlerts = inject(SessionStore).may('alert.read');
  readonly alarms = input.required<readonly Alarm[]>();
  protected readonly shown = computed(() => this.alarms().map((alarm) => ({ ...alarm, names: namesOf(alarm) })));
}

function namesOf({ blind }: Alarm): string {
  const names = blind.slice(0, NAMED).map(({ title }) => title);
  return [...names, ...(blind.length > NAMED ? [`${blind.length - NAMED} more`] : [])].join(', ');
}
