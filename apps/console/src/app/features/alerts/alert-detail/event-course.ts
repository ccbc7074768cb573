import { Component, inject, input, linkedSignal } from '@angular/core';
import type { Alert } from '@tocsin/api-contract';

import { SessionStore } from '../../../core/session/session-store';
import { Moment } from '../../../core/time/moment';
import { EventToIncident } from '../../incidents/events/event-to-incident';
import { OutsideText } from '../../../shared/text/outside-text';
import { EventFields } from '../../../shared/event/event-fields';

/** The key events of a proof in the order they happened, with all of their text, and their fields on demand. */
@Component({
  selector: 'tocsin-event-course',
  imports: [EventFields, EventToIncident, Moment, OutsideText],
  template: `
    <ol>
      @for (event of events(); track event.id) {
        <li>
          <tocsin-moment [at]="event.at" />
          <tocsin-text class="mono" [value]="event.message" />
          @if (mayRead) {
            <button
              class="link"
              type="button"
              [attr.aria-expanded]="open() === event.id"
              (click)="open.set(open() === event.id ? undefined : event.id)"
            >
              Fields<span class="visually-hidden"> of this event</span>
            </button>
          }
        </li>
        @if (open() === event.id) {
          <li class="whole">
            <tocsin-event-to-incident [id]="event.id" [message]="event.message" />
            <tocsin-event-fields [id]="event.id" whenGone="What the proof shows was kept with the alert." />
          </li>
        }
      } @empty {
        <li class="whole muted">The proof names no event.</li>
      }
    </ol>
  `,
  styles: `
    li {
      display: grid;
      grid-template-columns: max-content minmax(0, 1fr) auto;
      gap: var(--space-3);
      align-items: start;
      padding: var(--space-half) 0;
      font: var(--type-small);
      line-height: 1.125rem;
      overflow-wrap: anywhere;
    }

    li.whole {
      display: block;
    }

    button {
      min-height: 1.5rem;
    }
  `,
})
export class EventCourse {
  readonly events = input.required<Alert['proof']['events']>();
  protected readonly mayRead = inject(SessionStore).may('event.read');
  /** Id of the event whose fields are shown. */
  protected readonly open = linkedSignal<unknown, string | undefined>({
    source: () => this.events()[0]?.id,
    computation: () => undefined,
  });
}
