import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, FormRoot, required } from '@angular/forms/signals';
import { MatIcon } from '@angular/material/icon';
import type { NewAuthenticator as Secret, RecoveryCodes } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../../../core/api/problem';
import { CopyButton } from '../../../../shared/copy-button';
import { QrCode } from './qr-code';

/** Shows the secret once, and counts from the first code that is right. */
@Component({
  selector: 'tocsin-new-authenticator',
  imports: [CopyButton, FormField, FormRoot, MatIcon, QrCode],
  host: { '(keydown.escape)': 'cancelled.emit()' },
  template: `
    <form [formRoot]="form">
      <tocsin-qr-code [text]="secret().uri" label="QR code for the authenticator app" />
      <div class="secret">
        <code class="code-block">{{ spaced() }}</code>
        <tocsin-copy-button [text]="secret().secret" label="Copy the secret" />
      </div>
      @if (problem(); as failure) {
        <div class="problem" role="alert">
          <mat-icon svgIcon="warning" />
          <span>{{ failure.detail }}</span>
        </div>
      }
      <label class="field">
        <span>Code that the app shows</span>
        <span class="input">
          <input type="text" [formField]="form.code" inputmode="numeric" autocomplete="one-time-code" />
        </span>
      </label>
      <div class="actions">
        <button class="button primary" type="submit" [attr.aria-disabled]="form().submitting()">Confirm</button>
        <button class="button quiet" type="button" (click)="cancelled.emit()">
          Cancel <kbd aria-hidden="true">Esc</kbd>
        </button>
      </div>
    </form>
  `,
  styleUrl: '../../inline-form.scss',
  styles: `
    .secret {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: start;
      gap: var(--space-2);
    }
  `,
})
export class NewAuthenticator {
  private readonly http = inject(HttpClient);
  readonly secret = input.required<Secret>();
  readonly confirmed = output<readonly string[]>();
  readonly cancelled = output();
  protected readonly spaced = computed(() => this.secret().secret.replace(/(.{4})(?=.)/g, '$1 '));
  protected readonly problem = signal<Problem | undefined>(undefined);
  private readonly model = signal({ code: '' });
  protected readonly form = form(this.model, (path) => required(path.code), {
    submission: { action: () => this.confirm() },
  });

  private async confirm(): Promise<undefined> {
    this.problem.set(undefined);
    try {
      const url = '/api/session/factors/authenticator/confirm';
      const { recoveryCodes } = await firstValueFrom(this.http.post<RecoveryCodes>(url, this.model()));
      this.confirmed.emit(recoveryCodes);
    } catch (error) {
      this.problem.set(toProblem(error));
    }
    return undefined;
  }
}
