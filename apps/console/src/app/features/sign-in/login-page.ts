import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { form, FormField, FormRoot } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';

import { toProblem, type Problem } from '../../core/api/problem';
import { describeReturn, safeReturn } from '../../core/session/return-to';
import { SessionStore } from '../../core/session/session-store';
import { PasswordField } from './password-field';
import { SignInFrame } from './sign-in-frame';

/** Signing in with a local account; says where one will return, and nothing about the system. */
@Component({
  selector: 'tocsin-login-page',
  imports: [FormField, FormRoot, MatIcon, PasswordField, SignInFrame],
  templateUrl: './login-page.html',
})
export class LoginPage {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly name = viewChild.required<ElementRef<HTMLInputElement>>('name');
  readonly returnTo = input<string>();
  readonly reason = input<string>();

  protected readonly destination = computed(() => describeReturn(safeReturn(this.returnTo())));
  protected readonly problem = signal<Problem | undefined>(undefined);
  private readonly model = signal({ username: '', password: '' });
  protected readonly form = form(this.model, { submission: { action: () => this.signIn() } });

  constructor() {
    afterNextRender(() => this.name().nativeElement.focus());
  }

  private async signIn(): Promise<undefined> {
    this.problem.set(undefined);
    try {
      await this.session.signIn(this.model());
      await this.router.navigateByUrl(safeReturn(this.returnTo()), { replaceUrl: true });
    } catch (error) {
      this.problem.set(toProblem(error));
    }
    return undefined;
  }
}
