import { DialogRef } from '@angular/cdk/dialog';
import { httpResource } from '@angular/common/http';
import { Component, computed, ElementRef, inject, signal } from '@angular/core';
import type { SavedSearch, SearchList } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { Toasts } from '../../../core/toasts/toasts';
import { Failed } from '../../../shared/failed';
import { problemOf } from '../../../shared/kept';
import { OutsideText } from '../../../shared/text/outside-text';
import { SavedSearchApi } from './saved-search-api';

/** Own searches and those of the team: found by words, opened, renamed, deleted. Arrows go from one to the next. */
@Component({
  selector: 'tocsin-search-list-dialog',
  imports: [Failed, OutsideText],
  host: { class: 'dialog' },
  templateUrl: './search-list-dialog.html',
  styleUrl: '../../../shared/saved-dialog.scss',
})
export class SearchListDialog {
  private readonly api = inject(SavedSearchApi);
  private readonly toasts = inject(Toasts);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly dialog = inject<DialogRef<SavedSearch>>(DialogRef);
  protected readonly typed = signal('');
  /** Id of the one whose name is being written. */
  protected readonly renamed = signal<string | undefined>(undefined);
  protected readonly resource = httpResource<SearchList>(() => '/api/searches');
  protected readonly problem = problemOf(this.resource);
  private readonly all = computed(() => (this.resource.hasValue() ? this.resource.value().searches : []));
  protected readonly hasSome = computed(() => this.all().length > 0);
  protected readonly shown = computed(() => {
    const words = this.typed().trim().toLowerCase();
    return this.all().filter(({ name, q }) => `${name} ${q}`.toLowerCase().includes(words));
  });

  protected openFirst(): void {
    const [first] = this.shown();
    if (first !== undefined) this.dialog.close(first);
  }

  /** From the box to the first, from one to the next, from the first back to the box. */
  protected move(event: Event, step: number): void {
    const stops = [...this.element.nativeElement.querySelectorAll<HTMLElement>('.first, .stop')];
    const next = stops[stops.indexOf(event.currentTarget as HTMLElement) + step];
    event.preventDefault();
    next?.focus();
  }

  protected startRename({ id, mayChange }: SavedSearch, event: Event): void {
    event.preventDefault();
    if (!mayChange) return;
    this.renamed.set(id);
    setTimeout(() => this.element.nativeElement.querySelector<HTMLInputElement>('.rename')?.select());
  }

  protected async rename(search: SavedSearch, text: string): Promise<void> {
    const name = text.trim();
    this.renamed.set(undefined);
    if (name !== '' && name !== search.name)
      await this.tried(`“${search.name}” was not renamed.`, () => this.api.change(search, { name }));
    this.focusFirst();
  }

  protected stopRename(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.renamed.set(undefined);
    this.focusFirst();
  }

  protected async remove(search: SavedSearch): Promise<void> {
    if (!search.mayChange) return;
    await this.tried(`“${search.name}” was not deleted.`, async () => {
      await this.api.remove(search);
      const undo = () => this.tried(`“${search.name}” did not come back.`, () => this.api.create(search));
      this.toasts.done(`“${search.name}” is deleted.`, { label: 'Undo', run: () => void undo() });
    });
    this.focusFirst();
  }

  private async tried(failure: string, change: () => Promise<unknown>): Promise<void> {
    try {
      await change();
    } catch (error) {
      this.toasts.failed(`${failure} ${toProblem(error).detail}`);
    }
    this.resource.reload();
  }

  /** What had the focus may be gone. */
  private focusFirst(): void {
    this.element.nativeElement.querySelector<HTMLElement>('.first')?.focus();
  }
}
