import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import type { SavedAlertView } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../core/api/problem';
import { KeyHint } from '../../../core/commands/key-hint';
import { SessionStore } from '../../../core/session/session-store';
import { OutsideText } from '../../../shared/text/outside-text';
import { alertView } from '../alert-views';
import { GROUPINGS, SORTS } from '../list-shape';
import { AlertViewApi, type SaveQuestion, type ViewContent } from './alert-view-api';

/** Asks how a view is to be called and who sees it, and keeps it. */
@Component({
  selector: 'tocsin-save-view-dialog',
  imports: [KeyHint, OutsideText],
  host: { class: 'dialog' },
  template: `
    <div class="pane-head"><h2>Save this view</h2></div>
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
        It keeps {{ base }},
        @if (content.q === '') {
          no filter,
        } @else {
          <span class="mono"><tocsin-text [value]="content.q" /></span>,
        }
        {{ shape }}.
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
  styleUrl: '../../../shared/saved-dialog.scss',
})
export class SaveViewDialog {
  private readonly api = inject(AlertViewApi);
  protected readonly dialog = inject<DialogRef<SavedAlertView>>(DialogRef);
  private readonly question = inject<SaveQuestion>(DIALOG_DATA);
  protected readonly mayShare = inject(SessionStore).may('search.share');
  protected readonly content = this.question.content;
  /** What would be changed; `undefined` when it can only become a new one. */
  protected readonly seen = this.question.saved?.mayChange === true ? this.question.saved : undefined;
  protected readonly name = signal(this.question.saved?.name ?? '');
  protected readonly isShared = signal(this.seen?.audience === 'team');
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<Problem | undefined>(undefined);
  protected readonly base = `“${alertView(this.content.base)?.label ?? ''}”`;
  protected readonly shape = shapeInWords(this.content);

  protected async save(isChange: boolean): Promise<void> {
    const name = this.name().trim();
    if (name === '' || this.isBusy()) return;
    const wish = { ...this.content, name, audience: this.isShared() ? 'team' : 'private' } as const;
    this.isBusy.set(true);
    try {
      const view = isChange && this.seen ? this.api.change(this.seen, wish) : this.api.create(wish);
      this.dialog.close(await view);
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.isBusy.set(false);
    }
  }
}

function shapeInWords({ grouping, sort }: ViewContent): string {
  const group = GROUPINGS.find(({ id }) => id === grouping)?.label.toLowerCase() ?? '';
  const order = SORTS.find(({ id }) => id === sort)?.label.toLowerCase() ?? '';
  return grouping === 'none' ? `not grouped, ${order}` : `grouped by ${group}, ${order}`;
}
