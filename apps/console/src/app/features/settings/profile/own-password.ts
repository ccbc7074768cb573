import { HttpClient } from '@angular/common/http';
import { Component, inject, output, signal } from '@angular/core';
import { form, FormRoot, minLength, required } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';
import type { Session } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../../core/api/problem';
import { SessionStore } from '../../../core/session/session-store';
import { Toasts } from '../../../core/toasts/toasts';
import { PasswordField } from '../../sign-in/password-field';

const SHORTEST_PASSWORD = 12;
const EMPTY = { present: '', next: '' };

/** Changes one's own password, which ends every other session. */
@Component({
  selector: 'tocsin-own-password',
  imports: [FormRoot, MatIcon, PasswordField],
  template: `
    <div class="pane-head"><h2>Password</h2></div>
    <div class="pane-body">
      <form [formRoot]="form">
        <p class="note">Changing it signs you out everywhere else.</p>
        @if (problem(); as failure) {
          <div class="problem" role="alert">
            <mat-icon svgIcon="warning" />
            <span>{{ failure.detail }}</span>
          </div>
        }
        <tocsin-password-field label="Present password" [field]="form.present" purpose="current-password" />
        <tocsin-password-field
          label="New password"
          [field]="form.next"
          purpose="new-password"
          hint="At least 12 characters; a few words in a row are good."
        />
        @if (form.next().touched()) {
          @for (error of form.next().errors(); track error.kind) {
            <span class="wrong small-text">{{ error.message }}</span>
          }
        }
        <div class="actions">
          <button class="button" type="submit" [attr.aria-disabled]="form().submitting()">Change password</button>
        </div>
      </form>
    </div>
  `,
  styleUrl: '../inline-form.scss',
})
export class OwnPassword {
  private readonly http = inject(HttpClient);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  readonly changed = output();
  protected readonly problem = signal<Problem | undefined>(undefined);
  private readonly model = signal(EMPTY);
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.present, { message: 'Your present password is needed.' });
      required(path.next, { message: 'A new password is needed.' });
      minLength(path.next, SHORTEST_PASSWORD, { message: `At least ${SHORTEST_PASSWORD} characters.` });
    },
    { submission: { action: () => this.change() } },
  );

  private async change(): Promise<undefined> {
    this.problem.set(undefined);
    try {
      this.session.accept(await firstValueFrom(this.http.post<Session>('/api/session/password', this.model())));
      this.form().reset(EMPTY);
      this.toasts.done('Your password is changed, and every other session ended.');
      this.changed.emit();
    } catch (error) {
      this.problem.set(toProblem(error));
    }
    return undefined;
  }
}
