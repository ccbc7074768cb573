import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import type { CreateListEntry, ListEntryPage } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { keep, problemOf } from '../../../shared/kept';
import { Pages } from '../../../shared/pages';

const PAGE_SIZE = 100;

/** Entries of one list, newest first. Commands throw what HttpClient throws. */
@Service({ autoProvided: false })
export class EntryStore {
  private readonly http = inject(HttpClient);
  private readonly wish = signal<{ readonly list: string; readonly q: string } | undefined>(undefined);
  private readonly head = httpResource<ListEntryPage>(() => {
    const wish = this.wish();
    return wish && { url: `${address(wish.list)}/entries`, params: this.params(wish.q) };
  });
  private readonly kept = keep(this.head, () => this.wish());

  readonly pages = new Pages(
    computed(() => this.kept()?.value),
    (cursor) => this.next(cursor),
  );
  /** `undefined` until the first are there. */
  readonly entries = computed(() => this.kept() && this.pages.all().flatMap(({ entries }) => entries));
  readonly total = computed(() => this.kept()?.value.total);
  readonly since = computed(() => this.kept()?.since);
  readonly problem = problemOf(this.head);

  show(list: string, q: string): void {
    const wish = this.wish();
    if (wish?.list !== list || wish.q !== q) this.wish.set({ list, q });
  }

  reload(): void {
    this.head.reload();
  }

  async add(list: string, entry: Pick<CreateListEntry, 'value' | 'kind' | 'expiresAt' | 'facts'>): Promise<void> {
    await firstValueFrom(this.http.post(`${address(list)}/entries`, entry));
    this.reload();
  }

  async remove(list: string, id: string): Promise<void> {
    await firstValueFrom(this.http.delete(`${address(list)}/entries/${id}`));
    this.reload();
  }

  private next(cursor: string): Promise<ListEntryPage> {
    const { list, q } = this.wish() ?? { list: '', q: '' };
    const params = { ...this.params(q), cursor };
    return firstValueFrom(this.http.get<ListEntryPage>(`${address(list)}/entries`, { params }));
  }

  private params(q: string): Record<string, string | number> {
    return q === '' ? { limit: PAGE_SIZE } : { q, limit: PAGE_SIZE };
  }
}

function address(list: string): string {
  return `/api/lists/${encodeURIComponent(list)}`;
}
