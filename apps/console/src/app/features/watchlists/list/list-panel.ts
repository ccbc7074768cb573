import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, linkedSignal, output, untracked, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { List, ListEntry } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { Toasts } from '../../../core/toasts/toasts';
import { Failed } from '../../../shared/failed';
import { FilterBox } from '../../../shared/filter-box';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { OutsideText } from '../../../shared/text/outside-text';
import { Firewalls } from '../block/firewalls';
import { ListCatalog } from '../catalog/list-catalog';
import { EntryHits } from '../hits/entry-hits';
import { ListHits } from '../hits/list-hits';
import { ImportEntries } from '../import/import-entries';
import { LIST_KINDS } from '../list-kinds';
import { AddEntry } from './add-entry';
import { EntryEnd, type NewEnd } from './entry-end-form';
import { EntryStore, type EntryState } from './entry-store';
import { EntryTable } from './entry-table';
import { RemoveList } from './remove-list';

const LONGEST_FILTER = 400;

const STATES = [
  { state: 'all', label: 'All' },
  { state: 'soon', label: 'End within 7 days' },
  { state: 'expired', label: 'Over' },
] as const;

type Drawer = 'import' | 'remove' | 'firewalls' | 'hits';

/** One list: what it does, what stands on it, and the ways to change that. */
@Component({
  selector: 'tocsin-list-panel',
  imports: [
    AddEntry,
    EntryEnd,
    EntryHits,
    EntryTable,
    Failed,
    FilterBox,
    Firewalls,
    ImportEntries,
    ListHits,
    OutsideText,
    RemoveList,
    RouterLink,
    SkeletonRows,
    Stale,
  ],
  providers: [EntryStore],
  host: { class: 'pane' },
  templateUrl: './list-panel.html',
})
export class ListPanel {
  private readonly catalog = inject(ListCatalog);
  private readonly toasts = inject(Toasts);
  private readonly rows = viewChild<ElementRef<HTMLElement>>('rows');
  private readonly importer = viewChild<ElementRef<HTMLElement>>('importer');
  private readonly hitsOpener = viewChild<ElementRef<HTMLElement>>('hitsOpener');
  private readonly served = viewChild<ElementRef<HTMLElement>>('served');
  private readonly remover = viewChild<ElementRef<HTMLElement>>('remover');
  private readonly filter = viewChild(FilterBox);
  private readonly adder = viewChild(AddEntry);
  protected readonly store = inject(EntryStore);
  protected readonly longestFilter = LONGEST_FILTER;
  readonly list = input.required<List>();
  readonly q = input.required<string>();
  readonly state = input.required<EntryState>();
  readonly mayManage = input.required<boolean>();
  readonly filtered = output<string>();
  readonly removed = output();
  protected readonly words = computed(() => LIST_KINDS[this.list().kind]);
  /** The list that is told of anew is the same list: what is open stays open. */
  private readonly name = computed(() => this.list().name);
  protected readonly isBlock = computed(() => this.list().kind === 'block');
  protected readonly isWatch = computed(() => this.list().kind === 'watchlist');
  /** What is opened above the entries. */
  protected readonly drawer = linkedSignal<string, Drawer | undefined>({
    source: this.name,
    computation: () => undefined,
  });

  /** The entry that is about to get another end. */
  protected readonly ending = linkedSignal<string, ListEntry | undefined>({
    source: this.name,
    computation: () => undefined,
  });
  protected readonly states = STATES;
  /** The entry whose hits are shown. */
  protected readonly asked = linkedSignal<string, ListEntry | undefined>({
    source: this.name,
    computation: () => undefined,
  });

  constructor() {
    effect(() => {
      const wish = { list: this.name(), q: this.q(), state: this.state() };
      untracked(() => this.store.show(wish));
    });
  }

  focusFilter(): void {
    this.filter()?.focus();
  }

  focusNew(): void {
    this.adder()?.focus();
  }

  protected focusRows(): void {
    this.rows()?.nativeElement.focus({ preventScroll: true });
  }

  protected toggle(drawer: Drawer): void {
    this.drawer.update((open) => (open === drawer ? undefined : drawer));
  }

  protected close(drawer: Drawer): void {
    this.drawer.set(undefined);
    const openers = { import: this.importer, remove: this.remover, firewalls: this.served, hits: this.hitsOpener };
    openers[drawer]()?.nativeElement.focus();
  }

  /** Opens the end of the entry whose row has the focus, or of the first. */
  changeEnd(): void {
    const row = document.activeElement?.closest<HTMLElement>('tr[data-entry]')?.dataset['entry'];
    const entries = this.store.entries() ?? [];
    this.ending.set(entries.find(({ id }) => id === row) ?? entries[0]);
  }

  /** The focus is the cursor. */
  moveRow(step: 1 | -1): void {
    const rows = [...(this.rows()?.nativeElement.querySelectorAll<HTMLElement>('tr[data-entry]') ?? [])];
    const at = rows.indexOf(document.activeElement?.closest<HTMLElement>('tr[data-entry]') as HTMLElement);
    rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
  }

  protected stopAsking(): void {
    this.asked.set(undefined);
    this.focusRows();
  }

  protected imported(): void {
    this.store.reload();
    this.catalog.reload();
  }

  /** The overview counts entries, too. */
  protected added(): void {
    this.catalog.reload();
  }

  /** The value that was focused is gone; the rows are what is left. */
  protected async remove(entry: ListEntry): Promise<void> {
    const { name } = this.list();
    try {
      await this.store.remove(name, entry.id);
      this.catalog.reload();
      this.focusRows();
      this.toasts.done(`${entry.value} is off ${name}.`, { label: 'Undo', run: () => void this.putBack(name, entry) });
    } catch (error) {
      this.toasts.failed(`${entry.value} is still on ${name}. ${toProblem(error).detail}`);
    }
  }

  protected async setEnd({ entry, expiresAt }: NewEnd): Promise<void> {
    this.ending.set(undefined);
    this.focusRows();
    try {
      await this.store.setEnd(this.list().name, entry, expiresAt);
      this.catalog.reload();
      this.toasts.done(`${entry.value} has another end.`);
    } catch (error) {
      this.store.reload();
      this.toasts.failed(`${entry.value} ends as before. ${toProblem(error).detail}`);
    }
  }

  protected stopEnding(): void {
    this.ending.set(undefined);
    this.focusRows();
  }

  private async putBack(name: string, { id, value }: ListEntry): Promise<void> {
    try {
      await this.store.restore(name, id);
      this.catalog.reload();
      this.toasts.done(`${value} is on ${name} again.`);
    } catch (error) {
      this.toasts.failed(`${value} is not on ${name} again. ${toProblem(error).detail}`);
    }
  }
}
