import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { form, FormField, FormRoot } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';
import type { Key } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../../core/api/problem';
import { Moment } from '../../../../core/time/moment';
import { ServerClock } from '../../../../core/time/server-clock';
import { SourceStore } from '../source/source-store';
import { endAfter, KEY_ENDS } from './key-ends';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** The form that puts a new key in the place of another, which goes on working until every shipper has the new one. */
@Component({
  selector: 'tocsin-rotate-key',
  imports: [FormField, FormRoot, MatIcon, Moment],
  template: `
    <form [formRoot]="form">
      @if (problem(); as failure) {
        <div class="problem" role="alert">
          <mat-icon svgIcon="warning" />
          <span>The key was not rotated. {{ failure.detail }}</span>
        </div>
      }
      <label class="field">
        <span>The former key goes on working</span>
        <span class="input">
          <select #first [formField]="form.overlap">
            @for (overlap of overlaps; track overlap.seconds) {
              <option [value]="overlap.seconds">{{ overlap.words }}</option>
            }
          </select>
        </span>
      </label>
      <label class="field">
        <span>The new key ends</span>
        <span class="input">
          <select [formField]="form.days">
            @for (end of ends; track end.days) {
              <option [value]="end.days">{{ end.words }}</option>
            }
          </select>
        </span>
      </label>
      <p class="note" role="status">
        A new key is made at once.
        @if (form.overlap().value() === '0') {
          Whoever still sends with <span class="mono">{{ key().id }}</span> is refused from now on.
        } @else {
          <span class="mono">{{ key().id }}</span> works beside it until <tocsin-moment [at]="until()" />: give every
          shipper the new one before. Then whoever still sends with the former is refused.
        }
      </p>
      <div class="actions">
        <button class="button primary" type="submit" [attr.aria-disabled]="form().submitting()">
          Rotate {{ key().id }}
        </button>
        <button class="button" type="button" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: '../../inline-form.scss',
})
export class RotateKey {
  private readonly clock = inject(ServerClock);
  private readonly store = inject(SourceStore);
  private readonly first = viewChild.required<ElementRef<HTMLSelectElement>>('first');
  readonly key = input.required<Key>();
  /** The key was rotated, or shall not be. */
  readonly closed = output();
  protected readonly ends = KEY_ENDS;
  protected readonly overlaps = [
    { seconds: '0', words: 'not any more' },
    { seconds: String(HOUR), words: 'for an hour' },
    { seconds: String(DAY), words: 'for a day' },
    { seconds: String(7 * DAY), words: 'for 7 days' },
    { seconds: String(30 * DAY), words: 'for 30 days' },
    { seconds: String(90 * DAY), words: 'for 90 days' },
  ];
  protected readonly problem = signal<Problem | undefined>(undefined);
  private readonly model = signal({ overlap: String(DAY), days: '' });
  /** The overlap does not lengthen the life of a key that ends before. */
  protected readonly until = computed(() => {
    const overlapEnd = this.clock.now().getTime() + Number(this.model().overlap) * 1_000;
    const { expiresAt } = this.key();
    const end = expiresAt === null ? overlapEnd : Math.min(overlapEnd, Date.parse(expiresAt));
    return new Date(end).toISOString();
  });
  protected readonly form = form(this.model, { submission: { action: () => this.rotate() } });

  constructor() {
    afterNextRender(() => this.first().nativeElement.focus());
  }

  private async rotate(): Promise<undefined> {
    this.problem.set(undefined);
    const { overlap, days } = this.model();
    const request = { overlapSeconds: Number(overlap), expiresAt: endAfter(days, this.clock.now()) };
    try {
      await this.store.rotateKey(this.key().id, request);
      this.closed.emit();
    } catch (error) {
      this.problem.set(toProblem(error));
    }
    return undefined;
  }
}
