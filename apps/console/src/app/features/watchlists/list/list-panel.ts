import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, linkedSignal, output, untracked, viewChild } from '@angular/core';
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
import { EntryStore } from './entry-store';
import { EntryTable } from './entry-table';
import { RemoveList } from './remove-list';

const LONGEST_FILTER = 400;

type Drawer = 'import' | 'remove' | 'firewalls' | 'hits';

/** One list: what it does, what stands on it, and the ways to change that. */
@Component({
  selector: 'tocsin-list-panel',
  imports: [
    AddEntry,
    EntryHits,
    EntryTable,
    Failed,
    FilterBox,
    Firewalls,
    ImportEntries,
    ListHits,
    OutsideText,
    RemoveList,
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

  /** The entry whose hits are shown. */
  protected readonly asked = linkedSignal<string, ListEntry | undefined>({
    source: this.name,
    computation: () => undefined,
  });

  constructor() {
    effect(() => {
      const [name, q] = [this.list().name, this.q()];
      untracked(() => this.store.show(name, q));
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

  private async putBack(name: string, { value, kind, facts, expiresAt }: ListEntry): Promise<void> {
    try {
      await this.store.add(name, { value, kind, facts, expiresAt });
      this.catalog.reload();
      this.toasts.done(`${value} is on ${name} again.`);
    } catch (error) {
      this.toasts.failed(`${value} is not on ${name} again. ${toProblem(error).detail}`);
    }
  }
}
