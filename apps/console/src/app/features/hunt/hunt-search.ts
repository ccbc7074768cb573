import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import type { EventHistogram, EventPage, EventView } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../core/api/problem';
import { problemOf } from '../../shared/kept';
import type { Span } from './hunt-span';

/** What somebody looks for. */
export interface Wish extends Span {
  readonly q: string;
  readonly sort: 'newest' | 'oldest';
}

const PAGE_SIZE = 100;

interface Tail {
  readonly events: readonly EventView[];
  readonly nextCursor: string | null;
}

/** One search: its first page and its histogram are asked for together, further pages when somebody wants them. */
@Service({ autoProvided: false })
export class HuntSearch {
  private readonly http = inject(HttpClient);
  private readonly wish = signal<Wish | undefined>(undefined);
  private readonly head = httpResource<EventPage>(() => {
    const wish = this.wish();
    return wish && { url: '/api/events', params: { ...wish, limit: PAGE_SIZE } };
  });
  private readonly bars = httpResource<EventHistogram>(() => {
    const wish = this.wish();
    return wish && { url: '/api/events/histogram', params: { q: wish.q, from: wish.from, to: wish.to } };
  });
  private readonly first = computed(() => (this.head.hasValue() ? this.head.value() : undefined));
  private readonly tail = linkedSignal<EventPage | undefined, Tail>({
    source: this.first,
    computation: (page) => ({ events: [], nextCursor: page?.nextCursor ?? null }),
  });

  readonly problem = problemOf(this.head);
  readonly isRunning = this.head.isLoading;
  readonly histogram = computed(() => (this.bars.hasValue() ? this.bars.value() : undefined));
  readonly histogramProblem = problemOf(this.bars);
  /** Exact number of all that match; `undefined` until it is known. */
  readonly total = computed(() => this.first()?.total);
  readonly events = computed(() => [...(this.first()?.events ?? []), ...this.tail().events]);
  readonly hasMore = computed(() => this.tail().nextCursor !== null);
  readonly isFetchingMore = signal(false);
  readonly moreProblem = linkedSignal<unknown, Problem | undefined>({
    source: this.first,
    computation: () => undefined,
  });

  /** Looks for it, also when the same was looked for before. */
  run(wish: Wish): void {
    this.wish.set({ ...wish });
  }

  retry(): void {
    this.head.reload();
    this.bars.reload();
  }

  /** Gives up what is on its way. */
  stop(): void {
    this.wish.set(undefined);
  }

  async more(): Promise<void> {
    const [page, cursor] = [this.first(), this.tail().nextCursor];
    if (page === undefined || cursor === null || this.isFetchingMore()) return;
    this.isFetchingMore.set(true);
    this.moreProblem.set(undefined);
    try {
      const params = { ...this.wish(), limit: PAGE_SIZE, cursor };
      const next = await firstValueFrom(this.http.get<EventPage>('/api/events', { params }));
      // Another search may have begun while this page was on its way.
      if (this.first() !== page) return;
      this.tail.update(({ events }) => ({ events: [...events, ...next.events], nextCursor: next.nextCursor }));
    } catch (error) {
      this.moreProblem.set(toProblem(error));
    } finally {
      this.isFetchingMore.set(false);
    }
  }
}
