import { Component, computed, inject, input, signal } from '@angular/core';
import type { Incident, MilestoneName } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { longDuration, MEASURES, MILESTONE_WORDS } from '../incident-words';
import { IncidentStore } from './incident-store';

const NAMES = Object.keys(MILESTONE_WORDS) as MilestoneName[];

/** When things happened, and how long that took. */
@Component({
  selector: 'tocsin-milestone-line',
  imports: [Moment],
  template: `
    <dl>
      @for (name of names; track name) {
        <div>
          <dt>{{ words[name] }}</dt>
          <dd>
            @if (editing() === name) {
              <form (submit)="$event.preventDefault(); save(name, time.value)">
                <span class="input">
                  <input
                    #time
                    type="text"
                    [attr.aria-label]="words[name] + ', UTC'"
                    placeholder="2026-11-24T12:00:00Z"
                    [value]="incident().milestones[name]?.at ?? ''"
                    (keydown.escape)="editing.set(undefined)"
                  />
                </span>
                <button class="button" type="submit">Set</button>
              </form>
              @if (trouble(); as text) {
                <span role="alert">{{ text }}</span>
              }
            } @else {
              @if (incident().milestones[name]; as milestone) {
                <tocsin-moment [at]="milestone.at" />
                @if (milestone.source !== '') {
                  <span class="muted">{{ milestone.source }}</span>
                }
              } @else {
                <span class="muted">not set</span>
              }
              @if (mayHandle()) {
                <button class="link" type="button" [attr.aria-label]="'Change ' + words[name]" (click)="edit(name)">
                  Set…
                </button>
              }
            }
          </dd>
        </div>
      }
      @for (measure of measures(); track measure.label) {
        <div class="measure" [title]="measure.formula">
          <dt>
            <abbr [title]="measure.formula">{{ measure.label }}</abbr>
          </dt>
          <dd [class.running]="measure.isRunning">{{ measure.text }}</dd>
        </div>
      }
    </dl>
  `,
  styleUrl: './milestone-line.scss',
})
export class MilestoneLine {
  private readonly store = inject(IncidentStore);
  readonly incident = input.required<Incident>();
  readonly mayHandle = input.required<boolean>();
  protected readonly names = NAMES;
  protected readonly words = MILESTONE_WORDS;
  protected readonly editing = signal<MilestoneName | undefined>(undefined);
  protected readonly trouble = signal('');
  protected readonly measures = computed(() =>
    MEASURES.map(([key, label, formula]) => {
      const measure = this.incident().measures[key];
      const text = measure === null ? '–' : longDuration(measure.seconds) + (measure.isRunning ? ', running' : '');
      return { label, formula, text, isRunning: measure?.isRunning ?? false };
    }),
  );

  protected edit(name: MilestoneName): void {
    this.trouble.set('');
    this.editing.set(name);
  }

  protected async save(name: MilestoneName, typed: string): Promise<void> {
    const at = typed.trim() === '' ? null : new Date(typed.trim());
    if (at !== null && Number.isNaN(at.getTime())) {
      this.trouble.set('Write a time such as 2026-11-24T12:00:00Z, or nothing to take it away.');
      return;
    }
    const seen = this.incident().milestones[name]?.at ?? null;
    const wish = { seen, at: at?.toISOString() ?? null };
    const isDone = await this.store.run(`${MILESTONE_WORDS[name]} stays as it was.`, (api, number) =>
      api.milestone(number, name, wish),
    );
    if (isDone) this.editing.set(undefined);
  }
}
