import { httpResource } from '@angular/common/http';
import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { AlertRelated as Answer } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { keep, problemOf } from '../../../shared/kept';
import { Severity } from '../../../shared/severity';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { statusInWords } from '../alert-detail/status-words';

/** Alerts and incidents that name the same as the alert, each with what both name. */
@Component({
  selector: 'tocsin-alert-related',
  imports: [MatIcon, Moment, OutsideText, RouterLink, Severity, SkeletonRows],
  template: `
    <div class="pane-head">
      <h2>Related</h2>
      <span class="count">{{ counts() }}</span>
    </div>
    @if (related(); as found) {
      <ul>
        @for (incident of found.incidents; track incident.number) {
          <li>
            <mat-icon svgIcon="flag" class="small" />
            <span class="wrap">
              <a [routerLink]="['/incidents', incident.number]">{{ incident.number }}</a>&ngsp;
              <tocsin-text [value]="incident.title" />&ngsp;
              <span class="muted">
                {{ incident.isOwn ? 'has this alert' : sharesOf(incident) }}{{ incident.isClosed ? ', closed' : '' }}
              </span>
            </span>
          </li>
        }
        @for (alert of found.alerts; track alert.number) {
          <li>
            <tocsin-severity [level]="alert.severity" [wordHidden]="true" />
            <span class="wrap">
              <a [routerLink]="['/alerts', alert.number]">{{ alert.number }}</a>&ngsp;
              <tocsin-text [value]="alert.title" />&ngsp;
              <span class="muted">
                {{ sharesOf(alert) }}, {{ statusInWords(alert.status).toLowerCase() }},
                <tocsin-moment [at]="alert.lastAt" />
              </span>
            </span>
          </li>
        }
      </ul>
      @if (found.alerts.length + found.incidents.length === 0) {
        <p class="pane-body note">Nothing else named the same in {{ found.days }} days.</p>
      } @else if (found.hasMore) {
        <p class="pane-body note">There are more alerts; these are the newest.</p>
      }
    } @else if (problem() === undefined) {
      <tocsin-skeleton-rows [rows]="3" />
    }
    @if (problem(); as failure) {
      <p class="pane-body note" role="alert">
        What is related could not be loaded. {{ failure.detail }}
        <button class="link" type="button" (click)="resource.reload()">Retry</button>
      </p>
    }
  `,
  styles: `
    li {
      display: grid;
      grid-template-columns: 1.5rem minmax(0, 1fr);
      gap: var(--space-2);
      padding: var(--space-1) var(--space-4);
      font: var(--type-small);
      line-height: 1.125rem;
    }

    a {
      padding: var(--space-1) 0;
    }
  `,
})
export class AlertRelated {
  readonly number = input.required<string>();
  protected readonly resource = httpResource<Answer>(() => `/api/alerts/${encodeURIComponent(this.number())}/related`);
  private readonly answer = keep(this.resource, this.number);
  protected readonly problem = problemOf(this.resource);
  protected readonly statusInWords = statusInWords;
  protected readonly related = computed(() => this.answer()?.value);
  protected readonly counts = computed(() => {
    const found = this.related();
    if (found === undefined) return '';
    const { alerts, incidents, hasMore } = found;
    return `${count(alerts.length, 'alert', hasMore)}, ${count(incidents.length, 'incident')}`;
  });

  /** `same source.ip, user.name`. */
  protected sharesOf({ shares }: Pick<Answer['alerts'][number], 'shares'>): string {
    const fields = [...new Set(shares.map(({ field }) => field))];
    return fields.length === 0 ? 'has a related alert' : `same ${fields.join(', ')}`;
  }
}

function count(number: number, word: string, isMore = false): string {
  return `${number}${isMore ? '+' : ''} ${word}${number === 1 ? '' : 's'}`;
}
