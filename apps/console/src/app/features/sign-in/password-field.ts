import { Component, input, signal } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';

/** A password box that takes paste and password managers, and can show what was typed. */
@Component({
  selector: 'tocsin-password-field',
  imports: [FormField],
  template: `
    <div class="field">
      <label [for]="boxId() || purpose()">{{ label() }}</label>
      <span class="input">
        <input
          [id]="boxId() || purpose()"
          [type]="visible() ? 'text' : 'password'"
          [formField]="field()"
          [autocomplete]="purpose()"
          [attr.aria-describedby]="hint() ? purpose() + '-hint' : null"
          [attr.aria-invalid]="field()().touched() && field()().invalid()"
          autocapitalize="none"
          spellcheck="false"
        />
        <button class="link" type="button" [attr.aria-pressed]="visible()" (click)="visible.set(!visible())">
          {{ visible() ? 'Hide' : 'Show' }}<span class="visually-hidden"> {{ label() }}</span>
        </button>
      </span>
      @if (hint()) {
        <span class="hint" [id]="purpose() + '-hint'">{{ hint() }}</span>
      }
    </div>
  `,
  styles: `
    button {
      min-height: 1.5rem;
    }
  `,
})
export class PasswordField {
  readonly field = input.required<FieldTree<string>>();
  readonly purpose = input.required<'current-password' | 'new-password'>();
  readonly hint = input('');
  readonly label = input('Password');
  /** Where a page has more than one of a purpose. */
  readonly boxId = input('');
  protected readonly visible = signal(false);
}
