import { Component, input, output, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';

import { toProblem, type Problem } from '../../../../core/api/problem';
import { PasswordField } from '../../../sign-in/password-field';

/** Asks for the password before something that weakens or changes a sign-in. */
@Component({
  selector: 'tocsin-prove-password',
  imports: [FormRoot, MatIcon, PasswordField],
  host: { '(keydown.escape)': 'cancelled.emit()' },
  template: `
    <form [formRoot]="form">
      @if (problem(); as failure) {
        <div class="problem" role="alert">
          <mat-icon svgIcon="warning" />
          <span>{{ failure.detail }}</span>
        </div>
      }
      <tocsin-password-field label="Your password" boxId="proof" [field]="form.password" purpose="current-password" />
      <div class="actions">
        <button class="button" type="submit" [attr.aria-disabled]="form().submitting()">{{ verb() }}</button>
        <button class="button quiet" type="button" (click)="cancelled.emit()">
          Cancel <kbd aria-hidden="true">Esc</kbd>
        </button>
      </div>
    </form>
  `,
  styleUrl: '../../inline-form.scss',
})
export class ProvePassword {
  readonly verb = input.required<string>();
  /** Sends what the password is for; what it throws is told here. */
  readonly send = input.required<(password: string) => Promise<void>>();
  readonly cancelled = output();
  protected readonly problem = signal<Problem | undefined>(undefined);
  private readonly model = signal({ password: '' });
  protected readonly form = form(this.model, (path) => required(path.password), {
    submission: { action: () => this.submit() },
  });

  private async submit(): Promise<undefined> {
    this.problem.set(undefined);
    try {
      await this.send()(this.model().password);
    } catch (error) {
      this.problem.set(toProblem(error));
    }
    return undefined;
  }
}
