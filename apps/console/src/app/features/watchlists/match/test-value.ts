import { httpResource } from '@angular/common/http';
import { Component, computed, signal, viewChild, type ElementRef } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ListMatches } from '@tocsin/api-contract';

import { problemOf } from '../../../shared/kept';
import { OutsideText } from '../../../shared/text/outside-text';
import { LIST_KINDS } from '../list-kinds';

const STATES = { live: '', expired: 'over', not_yet: 'not yet in force' } as const;

/** Says on which lists a value stands, and by which entry. */
@Component({
  selector: 'tocsin-test-value',
  imports: [OutsideText, RouterLink],
  template: `
    <form (submit)="$event.preventDefault(); asked.set(box.value.trim())">
      <label class="input">
        <input
          #box
          class="mono"
          type="text"
          maxlength="2048"
          autocomplete="off"
          spellcheck="false"
          aria-label="Test a value on all lists"
          placeholder="Test a value on all lists"
          (input)="box.value === '' && asked.set('')"
        />
      </label>
      <button class="button" type="submit">Test</button>
    </form>
    @if (asked() !== '') {
      <div class="answer" role="status">
        @if (problem(); as failure) {
          <p>It could not be tested. {{ failure.detail }}</p>
        } @else if (answer(); as found) {
          <p>
            <tocsin-text class="mono" [value]="asked()" />
            {{ found.matches.length === 0 ? 'stands on no list.' : 'meets:' }}
          </p>
          @if (found.matches.length > 0) {
            <ul aria-label="What it meets">
              @for (match of found.matches; track match.entry.id) {
                <li>
                  <a class="mono" [routerLink]="['/watchlists', match.list]" [queryParams]="{ q: match.entry.value }">{{
                    match.list
                  }}</a>
                  <span class="secondary">
                    {{ kinds[match.kind].label.toLowerCase() }}, by
                    <tocsin-text class="mono" [value]="match.entry.value" />
                    @if (states[match.state]; as state) {
                      ({{ state }})
                    }
                  </span>
                </li>
              }
            </ul>
          }
          @if (found.guardedBy; as guard) {
            <p>It cannot be blocked: <tocsin-text class="mono" [value]="guard" /> stands on an allow list.</p>
          }
        } @else {
          <p>Looking…</p>
        }
      </div>
    }
  `,
  styles: `
    :host {
      display: block;
      padding: var(--space-2) var(--space-4);
      border-bottom: 1px solid var(--line);
    }

    form {
      display: flex;
      gap: var(--space-2);
    }

    .input {
      flex: 1;
      min-width: 0;
    }

    .answer {
      padding-top: var(--space-2);
      font: var(--type-small);
      overflow-wrap: anywhere;
    }
  `,
})
export class TestValue {
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  protected readonly kinds = LIST_KINDS;
  protected readonly states = STATES;
  protected readonly asked = signal('');
  private readonly resource = httpResource<ListMatches>(() => {
    const value = this.asked();
    return value === '' ? undefined : { url: '/api/lists/match', params: { value } };
  });
  protected readonly answer = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  protected readonly problem = problemOf(this.resource);

  focus(): void {
    this.box().nativeElement.focus();
  }
}
