import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import type { Incident, IncidentPage } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../../core/api/problem';
import { Failed } from '../../failed';
import { problemOf } from '../../kept';
import { OutsideText } from '../../text/outside-text';

/** What becomes an indicator, and where it was seen. */
export interface IndicatorWish {
  readonly value: string;
  readonly note: string;
}

const SHOWN = 20;

/** Asks of which open incident a value is an indicator, or for the title of a new one, and adds it. Answers the incident's number. */
@Component({
  selector: 'tocsin-indicator-dialog',
  imports: [Failed, OutsideText],
  host: { class: 'dialog' },
  template: `
    <div class="pane-head">
      <h2><tocsin-text class="mono" [value]="wish.value" />&ngsp;to an incident</h2>
    </div>
    <form class="body" (submit)="$event.preventDefault(); takeFirst()">
      <label class="field">
        <span>Find an open incident, or name a new one</span>
        <span class="input">
          <input #words class="first" type="text" maxlength="300" autocomplete="off" (input)="typed.set(words.value)" />
        </span>
      </label>
      @if (problem(); as failure) {
        <tocsin-failed what="The incidents could not be loaded" [problem]="failure" (retry)="resource.reload()" />
      } @else if (resource.isLoading()) {
        <p role="status" class="muted">Loading incidents</p>
      }
      @if (refused(); as failure) {
        <p role="alert">It was not added. {{ failure.detail }}</p>
      }
      <div class="list" role="group" aria-label="Incidents">
        @for (incident of shown(); track incident.id) {
          <button class="menu-item" type="button" (click)="add(incident.number)">
            <span class="mono nowrap">{{ incident.number }}</span>
            <tocsin-text class="wrap" [value]="incident.title" />
          </button>
        }
        @if (made(); as number) {
          <button class="menu-item" type="button" (click)="make()">
            Add to <span class="mono nowrap">{{ number }}</span>, opened just now
          </button>
        } @else if (typed().trim() !== '') {
          <button class="menu-item" type="button" (click)="make()">
            New incident: <tocsin-text class="wrap" [value]="typed().trim()" />
          </button>
        }
      </div>
    </form>
  `,
  styleUrl: './value-dialog.scss',
})
export class IndicatorDialog {
  protected readonly wish = inject<IndicatorWish>(DIALOG_DATA);
  private readonly dialog = inject<DialogRef<string>>(DialogRef);
  private readonly http = inject(HttpClient);
  /** The same twice, because an answer was lost, adds one. */
  private readonly clientId = crypto.randomUUID();
  protected readonly typed = signal('');
  /** Number of the incident that was opened for it: it is opened once, also when the indicator does not come into it. */
  protected readonly made = signal<string | undefined>(undefined);
  protected readonly isSending = signal(false);
  protected readonly refused = signal<Problem | undefined>(undefined);
  protected readonly resource = httpResource<IncidentPage>(() => '/api/incidents?limit=200');
  protected readonly problem = problemOf(this.resource);
  protected readonly shown = computed(() => {
    const incidents = this.resource.hasValue() ? this.resource.value().incidents : [];
    const words = this.typed().trim().toLowerCase();
    return incidents.filter(({ number, title }) => `${number} ${title}`.toLowerCase().includes(words)).slice(0, SHOWN);
  });

  protected takeFirst(): void {
    const [first] = this.shown();
    if (this.typed().trim() === '' && this.made() === undefined) return;
    void (first === undefined ? this.make() : this.add(first.number));
  }

  protected add(number: string): Promise<void> {
    return this.send(() => Promise.resolve(number));
  }

  protected make(): Promise<void> {
    const wish = { title: this.typed().trim() };
    return this.send(async () => {
      const number = this.made() ?? (await firstValueFrom(this.http.post<Incident>('/api/incidents', wish))).number;
      this.made.set(number);
      return number;
    });
  }

  private async send(find: () => Promise<string>): Promise<void> {
    if (this.isSending()) return;
    this.isSending.set(true);
    this.refused.set(undefined);
    try {
      const number = await find();
      const { value, note } = this.wish;
      const item = { kind: 'indicator', data: { value, note }, clientId: this.clientId };
      await firstValueFrom(this.http.post(`/api/incidents/${number}/items`, item));
      this.dialog.close(number);
    } catch (error) {
      this.refused.set(toProblem(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
