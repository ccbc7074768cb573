import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, inject, output, signal, viewChild } from '@angular/core';
import { form, FormField, FormRoot, maxLength } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';

import { toProblem, type Problem } from '../../../../core/api/problem';
import { ServerClock } from '../../../../core/time/server-clock';
import { SourceStore } from '../source/source-store';
import { endAfter, KEY_ENDS } from './key-ends';

/** The form for a new key. */
@Component({
  selector: 'tocsin-new-key',
  imports: [FormField, FormRoot, MatIcon],
  template: `
    <form [formRoot]="form">
      @if (problem(); as failure) {
        <div class="problem" role="alert">
          <mat-icon svgIcon="warning" />
          <span>No key was made. {{ failure.detail }}</span>
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
            @for (end of ends; track end.days) {
              <option [value]="end.days">{{ end.words }}</option>
            }
          </select>
        </span>
      </label>
      <div class="actions">
        <button class="button primary" type="submit" [attr.aria-disabled]="form().submitting()">Make key</button>
        <button class="button" type="button" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: '../../inline-form.scss',
})
export class NewKey {
  private readonly clock = inject(ServerClock);
  private readonly store = inject(SourceStore);
  private readonly first = viewChild.required<ElementRef<HTMLInputElement>>('first');
  /** The key was made, or is not wanted. */
  readonly closed = output();
  protected readonly ends = KEY_ENDS;
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
      await this.store.createKey({ description, expiresAt: endAfter(days, this.clock.now()) });
      this.closed.emit();
    } catch (error) {
      this.problem.set(toProblem(error));
    }
    return undefined;
  }
}
