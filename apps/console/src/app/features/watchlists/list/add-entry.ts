import type { ElementRef } from '@angular/core';
import { Component, computed, inject, input, linkedSignal, output, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { List, ListKind } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../core/api/problem';
import { ServerClock } from '../../../core/time/server-clock';
import { Toasts } from '../../../core/toasts/toasts';
import { LIST_KINDS } from '../list-kinds';
import { ENDS, endAfter } from '../../../shared/entry-end';
import { EntryStore } from './entry-store';

const USUAL_DAYS = 30;

/** One line that puts a value on the list: value, how long, and what is said of it. */
@Component({
  selector: 'tocsin-add-entry',
  imports: [MatIcon],
  templateUrl: './add-entry.html',
  styleUrl: './add-entry.scss',
})
export class AddEntry {
  private readonly store = inject(EntryStore);
  private readonly clock = inject(ServerClock);
  private readonly toasts = inject(Toasts);
  private readonly valueBox = viewChild.required<ElementRef<HTMLInputElement>>('valueBox');
  readonly list = input.required<List>();
  readonly added = output();
  protected readonly ends = ENDS;
  /** The list that is told of anew is the same list: what is being written stays. */
  private readonly name = computed(() => this.list().name);
  private readonly kind = computed(() => this.list().kind);
  protected readonly words = computed(() => LIST_KINDS[this.list().kind]);
  protected readonly value = linkedSignal({ source: this.name, computation: () => '' });
  protected readonly facts = linkedSignal<string, Readonly<Record<string, string>>>({
    source: this.name,
    computation: () => ({}),
  });
  protected readonly days = linkedSignal<number>(() => usualDays(this.kind()));
  protected readonly isSending = signal(false);
  protected readonly problem = linkedSignal<string, Problem | undefined>({
    source: this.name,
    computation: () => undefined,
  });
  /** What is still to be written before it can be added. */
  protected readonly missing = computed(() => {
    const [facts, value] = [this.facts(), this.value()];
    if (value.trim() === '') return this.words().value;
    return this.words().facts.find(({ name, isRequired }) => isRequired && !facts[name]?.trim())?.label;
  });

  focus(): void {
    this.valueBox().nativeElement.focus();
  }

  protected say(name: string, text: string): void {
    this.facts.update((facts) => ({ ...facts, [name]: text }));
  }

  protected async add(): Promise<void> {
    if (this.isSending() || this.missing() !== undefined) return;
    this.isSending.set(true);
    this.problem.set(undefined);
    try {
      const value = this.value().trim();
      const expiresAt = endAfter(this.days(), this.clock.now());
      await this.store.add(this.list().name, { value, expiresAt, facts: said(this.facts()) });
      this.toasts.done(`${value} is on ${this.list().name}.`);
      this.added.emit();
      this.value.set('');
      this.focus();
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.isSending.set(false);
    }
  }
}

function said(facts: Readonly<Record<string, string>>): Record<string, string> {
  const trimmed = Object.entries(facts).map(([name, text]) => [name, text.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, text]) => text !== ''));
}

/** What is watched or blocked ends, unless somebody wants it otherwise. */
function usualDays(kind: ListKind): number {
  return kind === 'watchlist' || kind === 'block' ? USUAL_DAYS : 0;
}
