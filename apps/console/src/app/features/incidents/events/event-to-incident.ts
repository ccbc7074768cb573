import { Component, inject, input } from '@angular/core';

import { SessionStore } from '../../../core/session/session-store';
import { IncidentDialogs } from '../dialogs/incident-dialogs';

/** Makes an event part of an incident; for wherever events are shown. */
@Component({
  selector: 'tocsin-event-to-incident',
  template: `
    @if (may) {
      <button class="button" type="button" (click)="add()">To incident…</button>
    }
  `,
})
export class EventToIncident {
  private readonly dialogs = inject(IncidentDialogs);
  private readonly session = inject(SessionStore);
  readonly id = input.required<string>();
  /** What a new incident would be called. */
  readonly message = input.required<string>();
  protected readonly may = this.session.may('incident.handle') && this.session.may('event.read');

  protected add(): void {
    void this.dialogs.addEvent(this.id(), this.message());
  }
}
