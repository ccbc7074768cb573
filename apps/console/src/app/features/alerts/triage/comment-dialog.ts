import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject } from '@angular/core';
import type { AlertSummary } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';

/** Asks what somebody has to say about an alert. */
@Component({
  selector: 'tocsin-comment-dialog',
  imports: [KeyHint],
  host: { class: 'dialog' },
  template: `
    <div class="pane-head">
      <h2>Comment on {{ alert.number }}</h2>
    </div>
    <form class="body" (submit)="$event.preventDefault(); say(text.value)">
      <label class="field">
        <span>Comment</span>
        <span class="input tall">
          <textarea #text class="first" rows="6" maxlength="10000" (keydown.control.enter)="say(text.value)"></textarea>
        </span>
      </label>
      <div class="actions">
        <button class="button primary" type="submit" aria-keyshortcuts="Control+Enter">
          Comment <tocsin-keys keys="ctrl+enter" />
        </button>
        <button class="button" type="button" (click)="dialog.close()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './triage-dialog.scss',
})
export class CommentDialog {
  protected readonly alert = inject<AlertSummary>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<string>>(DialogRef);

  protected say(typed: string): void {
    const text = typed.trim();
    if (text !== '') this.dialog.close(text);
  }
}
