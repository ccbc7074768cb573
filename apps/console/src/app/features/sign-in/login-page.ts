import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, computed, inject, Injector, input, signal, viewChild } from '@angular/core';
import { form, FormField, FormRoot } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';

import { toProblem, type Problem } from '../../core/api/problem';
import { describeReturn, safeReturn } from '../../core/session/return-to';
import { SessionStore } from '../../core/session/session-store';
import { CodeStep } from './code-step';
import { PasswordField } from './password-field';
import { SignInFrame } from './sign-in-frame';

/** Signing in with a local account; says where one will return, and nothing about the system. */
@Component({
  selector: 'tocsin-login-page',
  imports: [CodeStep, FormField, FormRoot, MatIcon, PasswordField, SignInFrame],
  templateUrl: './login-page.html',
})
export class LoginPage {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly name = viewChild<ElementRef<HTMLInputElement>>('name');
  readonly returnTo = input<string>();
  readonly reason = input<string>();

  protected readonly destination = computed(() => describeReturn(safeReturn(this.returnTo())));
  protected readonly problem = signal<Problem | undefined>(undefined);
  /** Of the second step, while it is asked for. */
  protected readonly ticket = signal<string | undefined>(undefined);
  private readonly model = signal({ username: '', password: '' });
  protected readonly form = form(this.model, { submission: { action: () => this.signIn() } });

  constructor() {
    this.focusName();
  }

  protected readonly enterCode = async (code: string): Promise<void> => {
    this.problem.set(undefined);
    try {
      await this.session.enterCode(this.ticket() ?? '', code);
      await this.goOn();
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code === 'session.step_ended') this.startOver();
      this.problem.set(problem);
    }
  };

  protected startOver(): void {
    this.ticket.set(undefined);
    this.problem.set(undefined);
    this.model.update(({ username }) => ({ username, password: '' }));
    this.focusName();
  }

  private async signIn(): Promise<undefined> {
    this.problem.set(undefined);
    try {
      const next = await this.session.signIn(this.model());
      if (next === undefined) await this.goOn();
      else this.ticket.set(next.ticket);
    } catch (error) {
      this.problem.set(toProblem(error));
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
