import { computed, linkedSignal, signal, type Signal } from '@angular/core';

import { toProblem, type Problem } from '../core/api/problem';

interface Page {
  readonly nextCursor: string | null;
}

/** The first page of a list and those that somebody wanted after it. Another first page begins anew. */
export class Pages<P extends Page> {
  private readonly later = linkedSignal<P | undefined, readonly P[]>({
    source: () => this.first(),
    computation: () => [],
  });
  private readonly failure = linkedSignal<P | undefined, Problem | undefined>({
    source: () => this.first(),
    computation: () => undefined,
  });
  private readonly fetching = signal(false);

  /** In order; none until the first is there. */
  readonly all = computed<readonly P[]>(() => {
    const first = this.first();
    return first === undefined ? [] : [first, ...this.later()];
  });
  private readonly cursor = computed(() => this.all().at(-1)?.nextCursor ?? null);
  readonly hasMore = computed(() => this.cursor() !== null);
  readonly isFetching = this.fetching.asReadonly();
  /** Why the next page could not be had. */
  readonly problem = this.failure.asReadonly();

  /** @param next throws what HttpClient throws. */
  constructor(
    private readonly first: Signal<P | undefined>,
    private readonly next: (cursor: string) => Promise<P>,
  ) {}

  async more(): Promise<void> {
    const [first, cursor] = [this.first(), this.cursor()];
    if (cursor === null || this.fetching()) return;
    this.fetching.set(true);
    this.failure.set(undefined);
    try {
      const page = await this.next(cursor);
      // Another list may have begun while this page was on its way.
      if (this.first() === first) this.later.update((later) => [...later, page]);
    } catch (error) {
      if (this.first() === first) this.failure.set(toProblem(error));
    } finally {
      this.fetching.set(false);
    }
  }
}
