import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';

import type { Subject } from './subject';
import { readTags, type TagWish } from './tag-words';

/** Asks for tags to put on, or with a minus before them to take off. */
@Component({
  selector: 'tocsin-tag-dialog',
  host: { class: 'dialog' },
  template: `
    <div class="pane-head">
      <h2>Tag {{ subject.number }}</h2>
    </div>
    <form class="body" (submit)="$event.preventDefault(); answer(words.value)">
      <label class="field">
        <span>Tags, with blanks between them</span>
        <span class="input">
          <input #words class="first" type="text" autocomplete="off" placeholder="scan office -unclear" />
        </span>
        <span class="note">A minus before a tag takes it off.</span>
      </label>
      @if (trouble(); as trouble) {
        <span role="alert">{{ trouble }}</span>
      }
      <div class="actions">
        <button class="button primary" type="submit">Tag</button>
        <button class="button" type="button" (click)="dialog.close()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './triage-dialog.scss',
})
export class TagDialog {
  protected readonly subject = inject<Subject>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<TagWish>>(DialogRef);
  protected readonly trouble = signal('');

  protected answer(typed: string): void {
    const wish = readTags(typed);
    if ('trouble' in wish) this.trouble.set(wish.trouble);
    else this.dialog.close(wish);
  }
}
