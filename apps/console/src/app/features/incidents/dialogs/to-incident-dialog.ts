import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import type { AlertSummary, IncidentPage } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { Failed } from '../../../shared/failed';
import { visibleString } from '../../../shared/text/visible-text';
import type { IncidentForAlert } from './incident-for-alert';

/** Asks which incident an alert or an event belongs to. Enter takes the first that fits; a title that fits none makes a new one. */
@Component({
  selector: 'tocsin-to-incident-dialog',
  imports: [Failed],
  host: { class: 'dialog' },
  template: `
    <div class="pane-head">
      <h2>{{ alert.number }} to an incident</h2>
    </div>
    <form class="body" (submit)="$event.preventDefault(); takeFirst()">
      <label class="field">
        <span>Find an open incident, or name a new one</span>
        <span class="input"
          ><input
            class="first"
            type="text"
            maxlength="300"
            autocomplete="off"
            (input)="typed.set($any($event.target).value)"
        /></span>
      </label>
      @if (problem(); as failure) {
        <tocsin-failed what="The incidents could not be loaded" [problem]="failure" (retry)="resource.reload()" />
      } @else if (resource.isLoading()) {
        <p role="status" class="muted">Loading incidents</p>
      }
      <div class="list" role="group" aria-label="Incidents">
        @for (incident of shown(); track incident.id) {
          <button class="menu-item" type="button" (click)="dialog.close({ number: incident.number })">
            <span class="mono nowrap">{{ incident.number }}</span> <span class="wrap">{{ clean(incident.title) }}</span>
          </button>
        }
        <button class="menu-item" type="button" (click)="dialog.close({ title: title() })">
          New incident: <b class="wrap">{{ clean(title()) }}</b>
        </button>
      </div>
    </form>
  `,
  styleUrl: './incident-dialog.scss',
})
export class ToIncidentDialog {
  protected readonly alert = inject<Pick<AlertSummary, 'number' | 'title'>>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<IncidentForAlert>>(DialogRef);
  protected readonly typed = signal('');
  protected readonly clean = visibleString;
  protected readonly resource = httpResource<IncidentPage>(() => '/api/incidents?limit=200');
  protected readonly problem = computed(() => {
    const error = this.resource.error();
    return error === undefined ? undefined : toProblem(error);
  });
  protected readonly title = computed(() => this.typed().trim() || this.alert.title);
  protected readonly shown = computed(() => {
    const incidents = this.resource.hasValue() ? this.resource.value().incidents : [];
    const words = this.typed().trim().toLowerCase();
    return incidents.filter(({ number, title }) => `${number} ${title}`.toLowerCase().includes(words)).slice(0, 20);
  });

  protected takeFirst(): void {
    const [first] = this.typed().trim() === '' ? [] : this.shown();
    this.dialog.close(first === undefined ? { title: this.title() } : { number: first.number });
  }
}
