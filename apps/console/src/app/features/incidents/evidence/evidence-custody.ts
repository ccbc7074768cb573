import { Component, computed, inject, input, signal } from '@angular/core';
import type { CustodyAction, Evidence } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { OutsideText } from '../../../shared/text/outside-text';
import { EvidenceStore } from './evidence-store';

const WORDS: Readonly<Record<CustodyAction, string>> = {
  upload: 'put it in',
  view: 'looked at it',
  download: 'downloaded it',
  verify: 'verified it',
  describe: 'described it',
  remove: 'removed it',
};

/** One file: what it is, who had to do with it, and how it is taken away. */
@Component({
  selector: 'tocsin-evidence-custody',
  imports: [Failed, Moment, OutsideText],
  template: `
    @if (mayHandle()) {
      <label class="field">
        <span>What it is</span>
        <span class="input"
          ><input #box type="text" maxlength="1000" [value]="evidence().description" (change)="describe(box)"
        /></span>
      </label>
    }
    @if (detail(); as detail) {
      <ol [attr.aria-label]="'Custody log of ' + evidence().label">
        @for (note of detail.custody; track note.id) {
          <li>
            <tocsin-moment [at]="note.at" />
            <span class="wrap">
              <b>{{ note.by?.displayName ?? 'Somebody' }}</b> {{ words[note.action] }}
              @if (note.address; as address) {
                &ngsp;<span class="muted">from {{ address }}</span>
              }
              @if (note.detail !== '') {
                &ngsp;<span class="secondary"><tocsin-text [value]="note.detail" /></span>
              }
            </span>
          </li>
        }
      </ol>
    } @else if (store.detailProblem(); as problem) {
      <tocsin-failed what="The custody log could not be loaded" [problem]="problem" (retry)="store.reloadDetail()" />
    } @else {
      <p class="muted" role="status">Loading the custody log</p>
    }
    @if (mayHandle() && evidence().removed === null) {
      <form (submit)="$event.preventDefault(); remove(reason.value)">
        <span class="input"
          ><input
            #reason
            type="text"
            maxlength="500"
            autocomplete="off"
            [attr.aria-label]="'Why ' + evidence().label + ' is removed'"
            placeholder="Reason; its bytes are gone then, this log stays"
        /></span>
        <button class="button" type="submit">Remove {{ evidence().label }}</button>
      </form>
      @if (trouble(); as text) {
        <p class="wrong" role="alert">{{ text }}</p>
      }
    }
  `,
  styleUrl: './evidence-custody.scss',
})
export class EvidenceCustody {
  protected readonly store = inject(EvidenceStore);
  readonly evidence = input.required<Evidence>();
  readonly mayHandle = input.required<boolean>();
  protected readonly words = WORDS;
  protected readonly trouble = signal('');
  protected readonly detail = computed(() => {
    const detail = this.store.detail();
    return detail?.id === this.evidence().id ? detail : undefined;
  });

  protected async describe(box: HTMLInputElement): Promise<void> {
    const { id, label, description: seen } = this.evidence();
    const wish = { body: { seen, description: box.value }, failed: `${label} was not described.` };
    if ((await this.store.run(id, 'describe', wish)) === undefined) box.value = this.evidence().description;
  }

  protected remove(typed: string): void {
    const reason = typed.trim();
    this.trouble.set(reason === '' ? 'Say why it is removed.' : '');
    const { id, label } = this.evidence();
    if (reason !== '') void this.store.run(id, 'remove', { body: { reason }, failed: `${label} stays.` });
  }
}
