import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, inject, input, output, signal, viewChild } from '@angular/core';
import { form, FormField, FormRoot, maxLength } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';
import type { CreatedKey } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../core/api/problem';
import { ServerClock } from '../../../core/time/server-clock';
import { SourceStore } from './source-store';

const DAY_MS = 86_400_000;

/** The form for a new key. */
@Component({
  selector: 'tocsin-new-key',
  imports: [FormField, FormRoot, MatIcon],
  template: `
    <form [formRoot]="form">
      @if (problem(); as failure) {
        <div class="problem" role="alert">
          <mat-icon svgIcon="warning" />
          <span>{{ failure.detail }}</span>
        </div>
      }
      <label class="field">
        <span>What it is for (optional)</span>
        <span class="input"><input #first type="text" [formField]="form.description" autocomplete="off" /></span>
      </label>
      <label class="field">
        <span>Ends</span>
        <span class="input">
          <select [formField]="form.days">
            <option value="">never</option>
            <option value="30">in 30 days</option>
            <option value="90">in 90 days</option>
            <option value="365">in a year</option>
          </select>
        </span>
      </label>
      <div class="actions">
        <button class="button primary" type="submit" [attr.aria-disabled]="form().submitting()">Make key</button>
        <button class="button" type="button" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: '../inline-form.scss',
})
export class NewKey {
  private readonly clock = inject(ServerClock);
  private readonly store = inject(SourceStore);
  private readonly first = viewChild.required<ElementRef<HTMLInputElement>>('first');
  readonly source = input.required<string>();
  readonly made = output<CreatedKey>();
  readonly closed = output();
  protected readonly problem = signal<Problem | undefined>(undefined);
  private readonly model = signal({ description: '', days: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      maxLength(path.description, 400, { message: 'At most 400 characters.' });
    },
    { submission: { action: () => this.create() } },
  );

  constructor() {
    afterNextRender(() => this.first().nativeElement.focus());
  }

  private async create(): Promise<undefined> {
    this.problem.set(undefined);
    const { description, days } = this.model();
    try {
      this.made.emit(await this.store.createKey(this.source(), { description, expiresAt: this.endAfter(days) }));
    } catch (error) {
      this.problem.set(toProblem(error));
    }
    return undefined;
  }

  private endAfter(days: string): string | null {
    return days === '' ? null : new Date(this.clock.now().getTime() + Number(days) * DAY_MS).toISOString();
  }
}
