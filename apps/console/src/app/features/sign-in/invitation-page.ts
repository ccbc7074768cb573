import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, minLength, pattern, required } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import type { Invitation, Session } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../core/api/problem';
import { SessionStore } from '../../core/session/session-store';
import { Moment } from '../../core/time/moment';
import { Failed } from '../../shared/failed';
import { PasswordField } from './password-field';
import { SignInFrame } from './sign-in-frame';

/** As the contract has it; the server trims and folds case the same way. */
const USERNAME = /^\s*[a-z0-9][a-z0-9._@-]{1,63}\s*$/i;
const SHORTEST_PASSWORD = 12;

/** Makes an account from a one-time link: the very first one (`/setup/…`) or that of an invited colleague (`/join/…`). */
@Component({
  selector: 'tocsin-invitation-page',
  imports: [Failed, FormField, FormRoot, MatIcon, Moment, PasswordField, SignInFrame],
  templateUrl: './invitation-page.html',
})
export class InvitationPage {
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  readonly token = input.required<string>();

  private readonly url = computed(() => `/api/invitations/${encodeURIComponent(this.token())}`);
  protected readonly invitation = httpResource<Invitation>(() => this.url());
  protected readonly refused = computed(() => {
    const error = this.invitation.error();
    return error === undefined ? undefined : toProblem(error);
  });
  protected readonly isFirst = computed(() => this.invitation.hasValue() && this.invitation.value().kind === 'setup');

  protected readonly problem = signal<Problem | undefined>(undefined);
  private readonly model = signal({ username: '', displayName: '', password: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.username, { message: 'A name to sign in with is needed.' });
      pattern(path.username, USERNAME, { message: 'Use 2 to 64 letters from a to z, digits, ".", "_", "@" or "-".' });
      required(path.displayName, { message: 'Say what others should call you.' });
      maxLength(path.displayName, 100, { message: 'At most 100 characters.' });
      minLength(path.password, SHORTEST_PASSWORD, { message: `At least ${SHORTEST_PASSWORD} characters.` });
      required(path.password, { message: 'A password is needed.' });
    },
    { submission: { action: () => this.accept() } },
  );

  private async accept(): Promise<undefined> {
    this.problem.set(undefined);
    try {
      this.session.accept(await firstValueFrom(this.http.post<Session>(`${this.url()}/accept`, this.model())));
      await this.router.navigateByUrl('/', { replaceUrl: true });
    } catch (error) {
      this.problem.set(toProblem(error));
    }
    return undefined;
  }
}
