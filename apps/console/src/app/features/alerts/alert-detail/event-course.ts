import { Component, input } from '@angular/core';
import type { Alert } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { OutsideText } from '../../../shared/text/outside-text';

/** The key events of a proof in the order they happened, with all of their text. */
@Component({
  selector: 'tocsin-event-course',
  imports: [Moment, OutsideText],
  template: `
    <ol>
      @for (event of events(); track event.id) {
        <li>
          <tocsin-moment [at]="event.at" />
          <tocsin-text class="mono" [value]="event.message" />
        </li>
      } @empty {
        <li class="muted">The proof names no event.</li>
      }
    </ol>
  `,
  styles: `
    li {
      display: grid;
      grid-template-columns: max-content minmax(0, 1fr);
      gap: var(--space-3);
      padding: var(--space-half) 0;
      font: var(--type-small);
      line-height: 1.125rem;
      overflow-wrap: anywhere;
    }

    li.muted {
      display: block;
    }
  `,
})
export class EventCourse {
  readonly events = input.required<Alert['proof']['events']>();
}
