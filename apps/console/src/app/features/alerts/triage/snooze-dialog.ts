import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';

import { KeyHint } from '../../../core/commands/key-hint';
import { isTyping } from '../../../core/commands/keys';
import { ServerClock } from '../../../core/time/server-clock';
import { SNOOZES, snoozeTrouble } from './snoozes';
import type { Subject } from './subject';

/** Asks until when an alert may wait. */
@Component({
  selector: 'tocsin-snooze-dialog',
  imports: [KeyHint],
  host: { class: 'dialog', '(keydown)': 'handleKey($event)' },
  template: `
    <div class="pane-head">
      <h2>Snooze {{ alert.number }}</h2>
    </div>
    <form class="body" (submit)="$event.preventDefault(); untilDate(date.value)">
      <div class="choices" role="group" aria-label="How long">
        @for (snooze of snoozes; track snooze.label) {
          <button
            class="button"
            type="button"
            [class.first]="$first"
            [attr.aria-keyshortcuts]="$index + 1"
            (click)="answer(snooze.end(clock.now()))"
          >
            {{ snooze.label }} <tocsin-keys [keys]="'' + ($index + 1)" />
          </button>
        }
      </div>
      <label class="field">
        <span>Until a date, your time</span>
        <span class="input"><input #date type="datetime-local" /></span>
      </label>
      @if (trouble(); as words) {
        <span role="alert">{{ words }}</span>
      }
      <div class="actions">
        <button class="button" type="submit">Snooze until then</button>
        <button class="button" type="button" (click)="dialog.close()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './triage-dialog.scss',
})
export class SnoozeDialog {
  protected readonly alert = inject<Subject>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<string>>(DialogRef);
  protected readonly clock = inject(ServerClock);
  protected readonly snoozes = SNOOZES;
  protected readonly trouble = signal('');

  protected handleKey(event: KeyboardEvent): void {
    const snooze = SNOOZES[Number(event.key) - 1];
    if (snooze === undefined || isTyping(event.target)) return;
    event.preventDefault();
    this.answer(snooze.end(this.clock.now()));
  }

  protected untilDate(typed: string): void {
    const until = new Date(typed);
    const trouble = snoozeTrouble(until, this.clock.now());
    this.trouble.set(trouble);
    if (trouble === '') this.answer(until);
  }

  protected answer(until: Date): void {
    this.dialog.close(until.toISOString());
  }
}
