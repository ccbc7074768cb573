import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import type { Incident, IncidentPage, IncidentSummary, MergeIncident } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { Failed } from '../../../shared/failed';
import { OutsideText } from '../../../shared/text/outside-text';
import { PHASE_WORDS } from '../incident-words';

/** Asks of which incident this one is a part, and why. */
@Component({
  selector: 'tocsin-merge-dialog',
  imports: [Failed, OutsideText],
  host: { class: 'dialog' },
  template: `
    <div class="pane-head">
      <h2>Merge {{ incident.number }} into another</h2>
    </div>
    <form class="body" (submit)="$event.preventDefault(); merge(reason.value)">
      <label class="field">
        <span>Find the other incident</span>
        <span class="input"
          ><input
            class="first"
            type="text"
            maxlength="200"
            autocomplete="off"
            (input)="typed.set($any($event.target).value.trim())"
        /></span>
      </label>
      @if (problem(); as failure) {
        <tocsin-failed what="The incidents could not be loaded" [problem]="failure" (retry)="resource.reload()" />
      } @else if (resource.isLoading()) {
        <p role="status" class="muted">Loading incidents</p>
      }
      <div class="list" role="group" aria-label="Incidents">
        @for (one of shown(); track one.id) {
          <button
            class="menu-item"
            type="button"
            [attr.aria-pressed]="one.number === into()?.number"
            (click)="into.set(one)"
          >
            <span class="mono nowrap">{{ one.number }}</span>
            <span class="wrap"><tocsin-text [value]="one.title" /></span>
            <span class="muted nowrap">{{ phases[one.phase] }}</span>
          </button>
        } @empty {
          @if (resource.hasValue()) {
            <p class="muted">No other incident matches.</p>
          }
        }
      </div>
      <label class="field">
        <span>Why they are one</span>
        <span class="input"><input #reason type="text" maxlength="500" autocomplete="off" /></span>
      </label>
      <p class="muted">
        Its alerts, items, evidence and history show there; it points there. Un-merging gives it all back.
      </p>
      @if (trouble(); as text) {
        <p role="alert">{{ text }}</p>
      }
      <div class="actions">
        <button class="button primary" type="submit">
          {{ into() ? 'Merge into ' + into()?.number : 'Merge' }}
        </button>
        <button class="button" type="button" (click)="dialog.close()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: '../dialogs/incident-dialog.scss',
})
export class MergeDialog {
  protected readonly incident = inject<Incident>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<MergeIncident>>(DialogRef);
  protected readonly phases = PHASE_WORDS;
  protected readonly typed = signal('');
  protected readonly into = signal<IncidentSummary | undefined>(undefined);
  protected readonly trouble = signal('');
  protected readonly resource = httpResource<IncidentPage>(() => ({
    url: '/api/incidents',
    params: { state: 'all', q: this.typed(), limit: 50 },
  }));
  protected readonly problem = computed(() => {
    const error = this.resource.error();
    return error === undefined ? undefined : toProblem(error);
  });
  /** What was chosen stays among them, whatever is typed then. */
  protected readonly shown = computed(() => {
    const [found, chosen] = [this.resource.hasValue() ? this.resource.value().incidents : [], this.into()];
    const others = found.filter(({ id, mergedInto }) => id !== this.incident.id && mergedInto === null);
    return chosen === undefined || others.some(({ id }) => id === chosen.id) ? others : [chosen, ...others];
  });

  protected merge(typed: string): void {
    const [into, reason] = [this.into(), typed.trim()];
    this.trouble.set(into === undefined ? 'Choose the other incident.' : reason === '' ? 'Say why they are one.' : '');
    if (into !== undefined && reason !== '') this.dialog.close({ into: into.number, reason });
  }
}
