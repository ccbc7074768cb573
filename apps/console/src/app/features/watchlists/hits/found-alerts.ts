import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ListHits } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { OutsideText } from '../../../shared/text/outside-text';

const STATUS = { new: 'new', in_progress: 'in progress', resolved: 'resolved' } as const;

/** The newest alerts about something, and how many there are. */
@Component({
  selector: 'tocsin-found-alerts',
  imports: [Moment, OutsideText, RouterLink],
  template: `
    <p class="note line">
      <b>{{ alerts().total.toLocaleString('en') }}</b> {{ alerts().total === 1 ? 'alert' : 'alerts' }}
      @if (alerts().total > alerts().newest.length) {
        , the newest {{ alerts().newest.length }}:
      }
    </p>
    @if (alerts().newest.length > 0) {
      <ul aria-label="Alerts">
        @for (alert of alerts().newest; track alert.number) {
          <li>
            <tocsin-moment class="secondary" [at]="alert.lastAt" />
            <a [routerLink]="['/alerts', alert.number]">{{ alert.number }}</a>
            <tocsin-text [value]="alert.title" />
            <span class="secondary">{{ alert.severity }}, {{ words[alert.status] }}</span>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    .line,
    li {
      padding: var(--space-1) var(--space-4);
    }

    b {
      font-weight: 600;
    }

    li {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      font: var(--type-small);
      overflow-wrap: anywhere;
    }
  `,
})
export class FoundAlerts {
  protected readonly words = STATUS;
  readonly alerts = input.required<ListHits['alerts']>();
}
