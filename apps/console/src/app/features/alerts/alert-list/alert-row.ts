import { Component, computed, inject, input } from '@angular/core';
import type { AlertSummary } from '@tocsin/api-contract';

import { Avatar } from '../../../core/people/avatar';
import { SessionStore } from '../../../core/session/session-store';
import { Moment } from '../../../core/time/moment';
import { Severity } from '../../../shared/severity';
import { OutsideText } from '../../../shared/text/outside-text';
import { AlertTriage } from '../live/alert-triage';
import { AlertAddress } from './alert-address';

/** One alert in the list. It changes in place; one that left the view stays, dimmed, and says why. */
@Component({
  selector: 'tocsin-alert-row',
  imports: [Avatar, Moment, OutsideText, Severity],
  host: {
    role: 'row',
    '[class.unassigned]': 'alert().assignee === null',
    '[class.left]': 'left() !== undefined',
  },
  template: `
    <span role="gridcell" class="severity-cell"
      ><tocsin-severity [level]="alert().severity" [wordHidden]="true"
    /></span>
    <span role="gridcell"><tocsin-moment [at]="alert().lastAt" /></span>
    <span role="gridcell" class="title">
      <b><tocsin-text [value]="alert().title" /></b>
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
  private readonly me = inject(SessionStore).account;
  /** The alert as it was loaded. */
  readonly loaded = input.required<AlertSummary>();
  protected readonly alert = computed(() => this.triage.view(this.loaded()));
  /** Why the alert is not in this view any more; `undefined` while it is. */
  protected readonly left = computed(() => {
    const alert = this.alert();
    if (this.address.view()?.matches(alert, this.me()?.id) !== false) return undefined;
    if (alert.status === 'resolved') return 'resolved';
    return alert.assignee === null ? 'released' : `taken by ${alert.assignee.displayName}`;
  });
}
