import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import type { CreateListEntry, ListEntry, ListEntryPage } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../../core/api/problem';
import { keep, problemOf } from '../../../shared/kept';

const PAGE_SIZE = 100;

interface Tail {
  readonly entries: readonly ListEntry[];
  readonly nextCursor: string | null;
}

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
  private readonly tail = linkedSignal<ListEntryPage | undefined, Tail>({
    source: () => this.kept()?.value,
    computation: (page) => ({ entries: [], nextCursor: page?.nextCursor ?? null }),
  });

  readonly entries = computed(() => {
    const page = this.kept()?.value;
    return page && [...page.entries, ...this.tail().entries];
  });
  readonly total = computed(() => this.kept()?.value.total);
  readonly since = computed(() => this.kept()?.since);
  readonly problem = problemOf(this.head);
  readonly hasMore = computed(() => this.tail().nextCursor !== null);
  readonly moreProblem = signal<Problem | undefined>(undefined);

  show(list: string, q: string): void {
    const wish = this.wish();
    if (wish?.list !== list || wish.q !== q) this.wish.set({ list, q });
  }

  reload(): void {
    this.head.reload();
  }

  async more(): Promise<void> {
    const [wish, page, cursor] = [this.wish(), this.kept()?.value, this.tail().nextCursor];
    if (wish === undefined || cursor === null) return;
    this.moreProblem.set(undefined);
    try {
      const request = this.http.get<ListEntryPage>(`${address(wish.list)}/entries`, {
        params: { ...this.params(wish.q), cursor },
      });
      const next = await firstValueFrom(request);
      // The list may have been loaded anew while this page was on its way.
      if (this.kept()?.value !== page) return;
      this.tail.update(({ entries }) => ({ entries: [...entries, ...next.entries], nextCursor: next.nextCursor }));
    } catch (error) {
      this.moreProblem.set(toProblem(error));
    }
  }

  async add(list: string, entry: Pick<CreateListEntry, 'value' | 'kind' | 'expiresAt' | 'facts'>): Promise<void> {
    await firstValueFrom(this.http.post(`${address(list)}/entries`, entry));
    this.reload();
  }

  async remove(list: string, id: string): Promise<void> {
    await firstValueFrom(this.http.delete(`${address(list)}/entries/${id}`));
    this.reload();
  }

  private params(q: string): Record<string, string | number> {
    return q === '' ? { limit: PAGE_SIZE } : { q, limit: PAGE_SIZE };
  }
}

function address(list: string): string {
  return `/api/lists/${encodeURIComponent(list)}`;
}
