import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import type { ElementRef } from '@angular/core';
import { Component, inject, signal, viewChild } from '@angular/core';
import type { AlertSummary, ResolveAlert, Verdict } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { isTyping } from '../../../core/commands/keys';
import { SessionStore } from '../../../core/session/session-store';
import { VERDICT_WORDS } from '../alert-detail/status-words';

const VERDICTS: readonly Verdict[] = ['true_positive', 'false_positive', 'benign', 'duplicate'];

/** How an alert is to be resolved, and whether its rule is to leave such things out from then on. */
export interface ResolveWish {
  readonly wish: ResolveAlert;
  readonly thenException: boolean;
}

/** Asks what an alert turned out to be. A key or a click on a verdict answers; only a duplicate needs one word more. */
@Component({
  selector: 'tocsin-resolve-dialog',
  imports: [KeyHint],
  host: { class: 'dialog', '(keydown)': 'handleKey($event)' },
  template: `
    <div class="pane-head">
      <h2>Resolve {{ alert.number }}</h2>
    </div>
    <form class="body" (submit)="$event.preventDefault(); nameOriginal(original.value)">
      <div class="choices" role="group" aria-label="Verdict">
        @for (verdict of verdicts; track verdict) {
          <button
            class="button"
            type="button"
            [class.first]="$first"
            [attr.aria-keyshortcuts]="$index + 1"
            (click)="choose(verdict)"
          >
            {{ words[verdict] }}{{ verdict === 'duplicate' ? ' of…' : '' }} <tocsin-keys [keys]="'' + ($index + 1)" />
          </button>
        }
      </div>
      <div class="field" [hidden]="!isDuplicate()">
        <label for="resolve-original">Duplicate of</label>
        <span class="input">
          <input #original id="resolve-original" type="text" placeholder="A-18422" autocomplete="off" />
        </span>
        @if (trouble(); as words) {
          <span role="alert">{{ words }}</span>
        }
      </div>
      <label class="field">
        <span>Comment (optional)</span>
        <span class="input tall"><textarea #comment rows="3" maxlength="10000"></textarea></span>
      </label>
      @if (mayExcept) {
        <label class="check">
          <input #except type="checkbox" (change)="thenException.set(except.checked)" />
          A false positive: then make an exception of the rule
        </label>
      }
      <div class="actions">
        @if (isDuplicate()) {
          <button class="button primary" type="submit">Resolve as duplicate</button>
        }
        <button class="button" type="button" (click)="dialog.close()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './triage-dialog.scss',
})
export class ResolveDialog {
  protected readonly alert = inject<AlertSummary>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<ResolveWish>>(DialogRef);
  protected readonly verdicts = VERDICTS;
  protected readonly words = VERDICT_WORDS;
  protected readonly isDuplicate = signal(false);
  protected readonly trouble = signal('');
  protected readonly mayExcept = inject(SessionStore).may('rule.manage');
  protected readonly thenException = signal(false);
  private readonly comment = viewChild.required<ElementRef<HTMLTextAreaElement>>('comment');
  private readonly original = viewChild.required<ElementRef<HTMLInputElement>>('original');

  protected handleKey(event: KeyboardEvent): void {
    const verdict = VERDICTS[Number(event.key) - 1];
    if (verdict === undefined || isTyping(event.target)) return;
    event.preventDefault();
    this.choose(verdict);
  }

  protected choose(verdict: Verdict): void {
    if (verdict !== 'duplicate') return this.answer({ verdict });
    this.isDuplicate.set(true);
    setTimeout(() => this.original().nativeElement.focus());
  }

  protected nameOriginal(typed: string): void {
    const number = /^(?:A-)?([1-9]\d{0,14})$/i.exec(typed.trim())?.[1];
    if (number === undefined) this.trouble.set('Name the other alert by its number, such as A-18422.');
    else if (`A-${number}` === this.alert.number) this.trouble.set('This is the same alert. Name the other one.');
    else this.answer({ verdict: 'duplicate', duplicateOf: `A-${number}` });
  }

  private answer(wish: ResolveAlert): void {
    const text = this.comment().nativeElement.value.trim();
    const thenException = this.thenException() && wish.verdict === 'false_positive';
    this.dialog.close({ wish: text === '' ? wish : { ...wish, comment: text }, thenException });
  }
}
