import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ListHits } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { OutsideText } from '../../../shared/text/outside-text';

/** How many events were found, the newest of them, and the way to all. */
@Component({
  selector: 'tocsin-found-events',
  imports: [Moment, OutsideText, RouterLink],
  template: `
    <p class="note line">
      {{ what() }}: <b>{{ found().total.toLocaleString('en') }}</b> {{ found().total === 1 ? 'event' : 'events' }}
      @if (found().total > 0) {
        <a routerLink="/hunt" [queryParams]="{ q: found().q, from: from(), to: to() }">All in Hunt</a>
      }
    </p>
    @if (found().newest.length > 0) {
      <ul [attr.aria-label]="what()">
        @for (one of found().newest; track one.id) {
          <li>
            <tocsin-moment class="secondary" [at]="one.event['@timestamp']" />
            <tocsin-text class="mono" [value]="one.event.message.slice(0, 400)" />
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
export class FoundEvents {
  readonly what = input.required<string>();
  readonly found = input.required<ListHits['hits']>();
  readonly from = input.required<string>();
  readonly to = input.required<string>();
}
