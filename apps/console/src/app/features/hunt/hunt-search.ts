import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import type { EventHistogram, EventPage } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { problemOf } from '../../shared/kept';
import { Pages } from '../../shared/pages';
import type { Span } from '../../shared/time-range/span';

/** What somebody looks for. */
export interface Wish extends Span {
  readonly q: string;
  readonly sort: 'newest' | 'oldest';
}

const PAGE_SIZE = 100;

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

  /** What is looked for; `undefined` once somebody gave it up. */
  readonly asked = this.wish.asReadonly();
  readonly pages = new Pages(this.first, (cursor) => this.next(cursor));
  readonly problem = problemOf(this.head);
  readonly isRunning = this.head.isLoading;
  readonly histogram = computed(() => (this.bars.hasValue() ? this.bars.value() : undefined));
  readonly histogramProblem = problemOf(this.bars);
  /** Exact number of all that match; `undefined` until it is known. */
  readonly total = computed(() => this.first()?.total);
  readonly events = computed(() => this.pages.all().flatMap(({ events }) => events));

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

  private next(cursor: string): Promise<EventPage> {
    const params = { ...this.wish(), limit: PAGE_SIZE, cursor };
    return firstValueFrom(this.http.get<EventPage>('/api/events', { params }));
  }
}
