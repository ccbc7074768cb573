import { httpResource } from '@angular/common/http';
import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, computed, inject, Injector, input, signal, viewChild } from '@angular/core';
import { form, FormField, FormRoot } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import type { SignInMethods } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../core/api/problem';
import { describeReturn, safeReturn } from '../../core/session/return-to';
import { SessionStore } from '../../core/session/session-store';
import { CodeStep } from './code-step';
import { PasswordField } from './password-field';
import { SignInFrame } from './sign-in-frame';
import { singleSignOnProblem } from './single-sign-on-problem';

/** Signing in with a local account; says where one will return, and nothing about the system. */
@Component({
  selector: 'tocsin-login-page',
  imports: [CodeStep, FormField, FormRoot, MatIcon, PasswordField, SignInFrame],
  templateUrl: './login-page.html',
  styles: `
    .or {
      display: grid;
      grid-template-columns: 1fr auto 1fr;
      align-items: center;
      gap: var(--space-2);
      color: var(--text-2);
      font: var(--type-small);
    }

    .or::before,
    .or::after {
      border-top: 1px solid var(--line);
      content: '';
    }
  `,
})
export class LoginPage {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly name = viewChild<ElementRef<HTMLInputElement>>('name');
  readonly returnTo = input<string>();
  readonly reason = input<string>();
  /** Why a single sign-on did not let in; a code of the server. */
  readonly problem = input<string>();

  private readonly methods = httpResource<SignInMethods>(() => '/api/session/methods');
  protected readonly singleSignOn = computed(() =>
    this.methods.hasValue() ? (this.methods.value().singleSignOn ?? undefined) : undefined,
  );
  protected readonly hasPasskeys = computed(() => this.methods.hasValue() && this.methods.value().passkeys);
  protected readonly isAsking = signal(false);
  protected readonly singleSignOnUrl = computed(() => {
    const query = new URLSearchParams({ returnTo: safeReturn(this.returnTo()) });
    return `/api/session/oidc/start?${query.toString()}`;
  });

  protected readonly destination = computed(() => describeReturn(safeReturn(this.returnTo())));
  private readonly trouble = signal<Problem | undefined>(undefined);
  private readonly hasTried = signal(false);
  /** What went wrong last: here, or at the single sign-on that led here. */
  protected readonly failure = computed(() => {
    const code = this.hasTried() ? undefined : this.problem();
    return this.trouble()?.detail ?? (code === undefined ? undefined : singleSignOnProblem(code));
  });
  /** Of the second step, while it is asked for. */
  protected readonly ticket = signal<string | undefined>(undefined);
  private readonly model = signal({ username: '', password: '' });
  protected readonly form = form(this.model, { submission: { action: () => this.signIn() } });

  constructor() {
    this.focusName();
  }

  protected readonly enterCode = async (code: string): Promise<void> => {
    this.trouble.set(undefined);
    try {
      await this.session.enterCode(this.ticket() ?? '', code);
      await this.goOn();
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code === 'session.step_ended') this.startOver();
      this.trouble.set(problem);
    }
  };

  protected async usePasskey(): Promise<void> {
    if (this.isAsking()) return;
    this.isAsking.set(true);
    this.hasTried.set(true);
    this.trouble.set(undefined);
    try {
      await this.session.usePasskey();
      await this.goOn();
    } catch (error) {
      this.trouble.set(toProblem(error));
    } finally {
      this.isAsking.set(false);
    }
  }

  protected startOver(): void {
    this.ticket.set(undefined);
    this.trouble.set(undefined);
    this.model.update(({ username }) => ({ username, password: '' }));
    this.focusName();
  }

  private async signIn(): Promise<undefined> {
    this.hasTried.set(true);
    this.trouble.set(undefined);
    try {
      const next = await this.session.signIn(this.model());
      if (next === undefined) await this.goOn();
      else this.ticket.set(next.ticket);
    } catch (error) {
      this.trouble.set(toProblem(error));
    }
    return undefined;
  }

  private async goOn(): Promise<void> {
    await this.router.navigateByUrl(safeReturn(this.returnTo()), { replaceUrl: true });
  }

  private focusName(): void {
    afterNextRender(() => this.name()?.nativeElement.focus(), { injector: this.injector });
  }
}
