import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import type { ElementRef } from '@angular/core';
import { Component, inject, signal, viewChild } from '@angular/core';
import type { AlertSetAction, Verdict } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { isTyping } from '../../../core/commands/keys';
import { VERDICT_WORDS } from '../alert-detail/status-words';
import type { Subject } from './subject';

type Many = Omit<Extract<AlertSetAction, { kind: 'resolve' }>, 'kind'>;
type ManyVerdict = Exclude<Verdict, 'duplicate'>;

const VERDICTS: readonly ManyVerdict[] = ['true_positive', 'false_positive', 'benign'];

/** Asks what many alerts turned out to be, and repeats number and verdict before it acts. */
@Component({
  selector: 'tocsin-resolve-many-dialog',
  imports: [KeyHint],
  host: { class: 'dialog', '(keydown)': 'handleKey($event)' },
  template: `
    <div class="pane-head">
      <h2>Resolve {{ subject.number }}</h2>
    </div>
    <form class="body" (submit)="$event.preventDefault(); answer()">
      <div class="choices" role="group" aria-label="Verdict">
        @for (verdict of verdicts; track verdict) {
          <button
            class="button"
            type="button"
            [class.first]="$first"
            [attr.aria-pressed]="verdict === chosen()"
            [attr.aria-keyshortcuts]="$index + 1"
            (click)="choose(verdict)"
          >
            {{ words[verdict] }} <tocsin-keys [keys]="'' + ($index + 1)" />
          </button>
        }
      </div>
      <label class="field">
        <span>Comment (optional), the same on each</span>
        <span class="input tall"><textarea #comment rows="3" maxlength="10000"></textarea></span>
      </label>
      <div class="actions">
        <button #confirm class="button primary" type="submit" [disabled]="chosen() === undefined">
          @if (chosen(); as verdict) {
            Resolve {{ subject.number }} as {{ words[verdict].toLowerCase() }}
          } @else {
            Choose a verdict
          }
        </button>
        <button class="button" type="button" (click)="dialog.close()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './triage-dialog.scss',
})
export class ResolveManyDialog {
  protected readonly subject = inject<Subject>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<Many>>(DialogRef);
  protected readonly verdicts = VERDICTS;
  protected readonly words = VERDICT_WORDS;
  protected readonly chosen = signal<ManyVerdict | undefined>(undefined);
  private readonly comment = viewChild.required<ElementRef<HTMLTextAreaElement>>('comment');
  private readonly confirm = viewChild.required<ElementRef<HTMLButtonElement>>('confirm');

  protected handleKey(event: KeyboardEvent): void {
    const verdict = VERDICTS[Number(event.key) - 1];
    if (verdict === undefined || isTyping(event.target)) return;
    event.preventDefault();
    this.choose(verdict);
  }

  protected choose(verdict: ManyVerdict): void {
    this.chosen.set(verdict);
    // Enabled with the next rendering.
    setTimeout(() => this.confirm().nativeElement.focus());
  }

  protected answer(): void {
    const verdict = this.chosen();
    if (verdict === undefined) return;
    const text = this.comment().nativeElement.value.trim();
    this.dialog.close(text === '' ? { verdict } : { verdict, comment: text });
  }
}
