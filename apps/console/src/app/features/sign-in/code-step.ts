import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, input, output, signal, viewChild } from '@angular/core';
import { form, FormField, FormRoot } from '@angular/forms/signals';

/** Asks for the code that comes after the password. */
@Component({
  selector: 'tocsin-code-step',
  imports: [FormField, FormRoot],
  host: { '(keydown.escape)': 'back.emit()' },
  template: `
    <form class="stacked" [formRoot]="form">
      <label class="field">
        <span>Code</span>
        <span class="input">
          <input
            #code
            type="text"
            [formField]="form.code"
            autocomplete="one-time-code"
            autocapitalize="none"
            spellcheck="false"
            aria-describedby="code-hint"
          />
        </span>
        <span class="hint" id="code-hint">Of your authenticator app, or one of your recovery codes.</span>
      </label>
      <button class="button primary wide" type="submit" [attr.aria-disabled]="form().submitting()">
        {{ form().submitting() ? 'Signing in' : 'Sign in' }} <kbd aria-hidden="true">↵</kbd>
      </button>
      <button class="button quiet wide" type="button" (click)="back.emit()">
        Back <kbd aria-hidden="true">Esc</kbd>
      </button>
    </form>
  `,
})
export class CodeStep {
  readonly send = input.required<(code: string) => Promise<void>>();
  readonly back = output();
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('code');
  private readonly model = signal({ code: '' });
  protected readonly form = form(this.model, { submission: { action: () => this.submit() } });

  constructor() {
    afterNextRender(() => this.box().nativeElement.focus());
  }

  private async submit(): Promise<undefined> {
    await this.send()(this.model().code);
    this.box().nativeElement.select();
    return undefined;
  }
}
