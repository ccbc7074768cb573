import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';

import { toProblem, type Problem } from '../../core/api/problem';
import { KeyHint } from '../../core/commands/key-hint';
import { SessionStore } from '../../core/session/session-store';
import { OutsideText } from '../text/outside-text';
import { SavedApi } from './saved-api';
import type { SavedKind, SavedThing, SaveQuestion } from './saved-kind';

type Content = Pick<SavedThing, 'q'>;

/** What is asked, and of which kind. */
type KindQuestion = SaveQuestion<SavedThing, Content> & { readonly kind: SavedKind<SavedThing, Content> };

/** Asks how something is to be called and who sees it, and keeps it. */
@Component({
  selector: 'tocsin-save-dialog',
  imports: [KeyHint, OutsideText],
  host: { class: 'dialog' },
  template: `
    <div class="pane-head">
      <h2>Save this {{ kind.one }}</h2>
    </div>
    <form class="body" (submit)="$event.preventDefault(); save(seen !== undefined)">
      <label class="field">
        <span>Name</span>
        <span class="input"
          ><input
            #box
            class="first"
            type="text"
            maxlength="120"
            autocomplete="off"
            [value]="name()"
            (input)="name.set(box.value)"
        /></span>
      </label>
      <p class="note">
        It keeps {{ before }}
        @if (content.q === '') {
          no {{ kind.text }},
        } @else {
          <span class="mono"><tocsin-text [value]="content.q" /></span>,
        }
        {{ after }}
      </p>
      @if (mayShare) {
        <label
          ><input type="checkbox" [checked]="isShared()" (change)="isShared.set($any($event.target).checked)" /> The
          whole team sees it</label
        >
      } @else {
        <p class="note">Only you see it. Sharing needs the permission search.share.</p>
      }
      @if (problem(); as failure) {
        <p role="alert" class="attention wrap">It was not saved. {{ failure.detail }}</p>
      }
      <div class="actions">
        @if (seen === undefined) {
          <button class="button primary" type="submit" [attr.aria-disabled]="isBusy()">
            Save <tocsin-keys keys="enter" />
          </button>
        } @else {
          <button class="button primary" type="submit" [attr.aria-disabled]="isBusy()">
            Save changes <tocsin-keys keys="enter" />
          </button>
          <button class="button" type="button" [attr.aria-disabled]="isBusy()" (click)="save(false)">
            Save as a new one
          </button>
        }
        <button class="button" type="button" (click)="dialog.close()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './saved-dialog.scss',
})
export class SaveDialog {
  private readonly api = inject(SavedApi);
  protected readonly dialog = inject<DialogRef<SavedThing>>(DialogRef);
  private readonly question = inject<KindQuestion>(DIALOG_DATA);
  protected readonly kind = this.question.kind;
  protected readonly mayShare = inject(SessionStore).may('search.share');
  protected readonly content = this.question.content;
  protected readonly before = this.kind.inWords(this.content)[0];
  protected readonly after = this.kind.inWords(this.content)[1];
  /** What would be changed; `undefined` when it can only become a new one. */
  protected readonly seen = this.question.saved?.mayChange === true ? this.question.saved : undefined;
  protected readonly name = signal(this.question.saved?.name ?? '');
  protected readonly isShared = signal(this.seen?.audience === 'team');
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<Problem | undefined>(undefined);

  protected async save(isChange: boolean): Promise<void> {
    const name = this.name().trim();
    if (name === '' || this.isBusy()) return;
    const wish = { ...this.content, name, audience: this.isShared() ? 'team' : 'private' } as const;
    this.isBusy.set(true);
    try {
      const saved =
        isChange && this.seen ? this.api.change(this.kind, this.seen, wish) : this.api.create(this.kind, wish);
      this.dialog.close(await saved);
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.isBusy.set(false);
    }
  }
}
