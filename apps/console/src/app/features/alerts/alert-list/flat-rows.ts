import { httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, signal, type Signal } from '@angular/core';
import type { AlertPage, AlertSummary } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../core/api/problem';
import { AlertApi, type AlertQuery } from '../live/alert-api';
import { alertItems, unique } from './list-item';
import { keepPage, type ListSource } from './list-source';

interface Tail {
  readonly alerts: readonly AlertSummary[];
  readonly nextCursor: string | null;
}

/** The alerts of one view, one after the other. Made where things can be injected. */
export class FlatRows implements ListSource {
  private readonly api = inject(AlertApi);
  private readonly head = httpResource<AlertPage>(() => {
    const params = this.query();
    return params === undefined ? undefined : { url: '/api/alerts', params };
  });
  private readonly stopped = linkedSignal({ source: () => this.query(), computation: () => false });
  readonly isStopped = this.stopped.asReadonly();
  readonly page = keepPage<AlertPage>(
    computed(() => this.query()),
    this.head,
  );
  private readonly tail = linkedSignal<AlertPage | undefined, Tail>({
    source: this.page,
    computation: (page) => ({ alerts: [], nextCursor: page?.nextCursor ?? null }),
  });
  private readonly isFetchingTail = signal(false);

  readonly rows = computed(() => unique([...(this.page()?.alerts ?? []), ...this.tail().alerts]));
  readonly items = computed(() => alertItems(this.rows()));
  readonly lines = computed(() => this.page()?.total ?? 0);
  readonly problem = computed<Problem | undefined>(() => {
    const error = this.head.error();
    return error === undefined ? undefined : toProblem(error);
  });
  readonly tailProblem = linkedSignal<unknown, Problem | undefined>({
    source: this.page,
    computation: () => undefined,
  });

  /** @param query what is asked for; `undefined` for nothing. */
  constructor(private readonly query: Signal<AlertQuery | undefined>) {}

  refresh(): void {
    this.stopped.set(false);
    this.head.reload();
  }

  stop(): void {
    this.stopped.set(true);
    this.head.set(undefined);
  }

  /** Fetches the rows after the loaded ones, if there are any. */
  async loadMore(): Promise<void> {
    const query = this.query();
    const { nextCursor } = this.tail();
    if (query === undefined || nextCursor === null || this.isFetchingTail() || this.tailProblem()) return;
    const page = this.page();
    this.isFetchingTail.set(true);
    try {
      const next = await this.api.page(query, nextCursor);
      // The list may have been replaced while this page was on its way.
      if (this.page() !== page) return;
      this.tail.update(({ alerts }) => ({ alerts: [...alerts, ...next.alerts], nextCursor: next.nextCursor }));
    } catch (error) {
      this.tailProblem.set(toProblem(error));
    } finally {
      this.isFetchingTail.set(false);
    }
  }

  /** After a failure nothing is asked for by scrolling alone; a person has to want it. */
  retryMore(): Promise<void> {
    this.tailProblem.set(undefined);
    return this.loadMore();
  }
}
