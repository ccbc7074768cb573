import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import type { CreateListEntry, ListEntry, ListEntryPage } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { keep, problemOf } from '../../../shared/kept';
import { Pages } from '../../../shared/pages';

const PAGE_SIZE = 100;

/** Which entries by when they end. */
export type EntryState = 'all' | 'soon' | 'expired';

/** Which entries are shown. */
interface Wish {
  readonly list: string;
  readonly q: string;
  readonly state: EntryState;
}

/** Entries of one list, newest first. Commands throw what HttpClient throws. */
@Service({ autoProvided: false })
export class EntryStore {
  private readonly http = inject(HttpClient);
  private readonly wish = signal<Wish | undefined>(undefined);
  private readonly head = httpResource<ListEntryPage>(() => {
    const wish = this.wish();
    return wish && { url: `${address(wish.list)}/entries`, params: paramsOf(wish) };
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

  show(wish: Wish): void {
    const before = this.wish();
    if (before?.list !== wish.list || before.q !== wish.q || before.state !== wish.state) this.wish.set(wish);
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

  /** Takes a removal back. */
  async restore(list: string, id: string): Promise<void> {
    await firstValueFrom(this.http.post(`${address(list)}/entries/${id}/restore`, {}));
    this.reload();
  }

  async setEnd(list: string, { id, expiresAt: was }: ListEntry, expiresAt: string | null): Promise<void> {
    await firstValueFrom(this.http.patch(`${address(list)}/entries/${id}`, { expiresAt, was }));
    this.reload();
  }

  private next(cursor: string): Promise<ListEntryPage> {
    const wish = this.wish() ?? { list: '', q: '', state: 'all' };
    const params = { ...paramsOf(wish), cursor };
    return firstValueFrom(this.http.get<ListEntryPage>(`${address(wish.list)}/entries`, { params }));
  }
}

function paramsOf({ q, state }: Wish): Record<string, string | number> {
  return { limit: PAGE_SIZE, ...(q === '' ? {} : { q }), ...(state === 'all' ? {} : { state }) };
}

function address(list: string): string {
  return `/api/lists/${encodeURIComponent(list)}`;
}
