import { Component, computed, inject, input, untracked } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { AlertSummary } from '@tocsin/api-contract';

import { Avatar } from '../../../core/people/avatar';
import { SessionStore } from '../../../core/session/session-store';
import { Moment } from '../../../core/time/moment';
import { ServerClock } from '../../../core/time/server-clock';
import { Severity } from '../../../shared/severity';
import { OutsideText } from '../../../shared/text/outside-text';
import { outcomeInWords } from '../alert-detail/status-words';
import { isSnoozed } from '../alert-views';
import { AlertTriage } from '../live/alert-triage';
import { PeopleHere } from '../presence/people-here';
import { AlertAddress } from './alert-address';

/** One alert in the list. It changes in place; one that left the view stays, dimmed, and says why. */
@Component({
  selector: 'tocsin-alert-row',
  imports: [Avatar, MatIcon, Moment, OutsideText, PeopleHere, Severity],
  host: {
    role: 'row',
    '[class.unassigned]': 'alert().assignee === null',
    '[class.left]': 'left() !== undefined',
  },
  template: `
    <span role="gridcell" class="select-cell">
      <span class="checkbox" [class.is-checked]="isSelected()">
        @if (isSelected()) {
          <mat-icon svgIcon="check" class="small" />
        }
      </span>
    </span>
    <span role="gridcell" class="severity-cell"
      ><tocsin-severity [level]="alert().severity" [wordHidden]="true"
    /></span>
    <span role="gridcell"><tocsin-moment [at]="alert().lastAt" /></span>
    <span role="gridcell" class="title">
      <b><tocsin-text [value]="alert().title" /></b>
      <tocsin-people-here [number]="alert().number" [isShort]="true" />
      @for (tag of alert().tags; track tag) {
        <span class="tag outline">{{ tag }}</span>
      }
      @if (left(); as why) {
        <span class="secondary">{{ why }}</span>
      } @else {
        <span class="muted"><tocsin-text [value]="alert().reason" /></span>
      }
    </span>
    <span role="gridcell" class="about value">
      @if (alert().entity; as entity) {
        <tocsin-text [value]="entity.value" />
      }
    </span>
    <span role="gridcell" class="events secondary">{{ alert().eventCount.toLocaleString('en') }}</span>
    <span role="gridcell" class="who"><tocsin-avatar [person]="alert().assignee" /></span>
  `,
  styleUrl: './alert-row.scss',
})
export class AlertRow {
  private readonly triage = inject(AlertTriage);
  private readonly address = inject(AlertAddress);
  private readonly clock = inject(ServerClock);
  private readonly me = inject(SessionStore).account;
  /** The alert as it was loaded. */
  readonly loaded = input.required<AlertSummary>();
  readonly isSelected = input(false);
  protected readonly alert = computed(() => this.triage.view(this.loaded()));
  /** Why the alert is not in this view any more; `undefined` while it is. */
  protected readonly left = computed(() => {
    const alert = this.alert();
    const viewer = { me: this.me()?.id, now: untracked(this.clock.now) };
    if (this.address.view()?.matches(alert, viewer) !== false) return undefined;
    if (alert.status === 'resolved') return outcomeInWords(alert);
    if (isSnoozed(alert, viewer.now)) return 'snoozed';
    if (this.address.view()?.id === 'resolved') return 'reopened';
    if (this.address.view()?.id === 'snoozed') return 'back from its snooze';
    return alert.assignee === null ? 'released' : `taken by ${alert.assignee.displayName}`;
  });
}
