import { httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, Service, signal, untracked } from '@angular/core';
import type { AlertPage, AlertSummary } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../core/api/problem';
import { SessionStore } from '../../../core/session/session-store';
import { ServerClock } from '../../../core/time/server-clock';
import type { Viewer } from '../alert-views';
import { AlertApi, type AlertQuery } from '../live/alert-api';
import { AlertAddress } from './alert-address';

const PAGE_SIZE = 100;

interface Tail {
  readonly alerts: readonly AlertSummary[];
  readonly nextCursor: string | null;
  /** Pages fetched, the first one included. */
  readonly pages: number;
}

/** The rows of one view as they were loaded. Their order never changes by itself; what changed meanwhile is laid over each row. */
@Service({ autoProvided: false })
export class AlertListStore {
  private readonly address = inject(AlertAddress);
  private readonly api = inject(AlertApi);
  private readonly clock = inject(ServerClock);
  private readonly me = inject(SessionStore).account;

  /** What the server is asked for; `undefined` for a view that does not exist. */
  readonly query = computed<AlertQuery | undefined>(() => {
    const view = this.address.view();
    return view && { ...view.params, q: this.address.q(), limit: PAGE_SIZE };
  });
  private readonly head = httpResource<AlertPage>(() => {
    const params = this.query();
    return params === undefined ? undefined : { url: '/api/alerts', params };
  });
  private readonly stopped = linkedSignal({ source: this.query, computation: () => false });
  /** True after a person gave up waiting. */
  readonly isStopped = this.stopped.asReadonly();
  /** The first page of this view and filter, kept while it is fetched again and when that fails. */
  readonly page = linkedSignal<{ query: unknown; page: AlertPage | undefined }, AlertPage | undefined>({
    source: () => ({ query: this.query(), page: this.head.hasValue() ? this.head.value() : undefined }),
    computation: (now, before) => now.page ?? (before?.source.query === now.query ? before?.value : undefined),
  }).asReadonly();
  private readonly tail = linkedSignal<AlertPage | undefined, Tail>({
    source: this.page,
    computation: (page) => ({ alerts: [], nextCursor: page?.nextCursor ?? null, pages: page === undefined ? 0 : 1 }),
  });
  private readonly isFetchingTail = signal(false);

  readonly rows = computed(() => unique([...(this.page()?.alerts ?? []), ...this.tail().alerts]));
  readonly ids = computed(() => new Set(this.rows().map((alert) => alert.id)));
  readonly pages = computed(() => this.tail().pages);
  readonly total = computed(() => this.page()?.total ?? 0);
  readonly problem = computed<Problem | undefined>(() => {
    const error = this.head.error();
    return error === undefined ? undefined : toProblem(error);
  });
  /** Why the rows after the loaded ones could not be fetched. */
  readonly tailProblem = linkedSignal<unknown, Problem | undefined>({
    source: this.page,
    computation: () => undefined,
  });

  /** Who looks, at the time of the last change: what is judged by it need not be judged anew every second. */
  viewer(): Viewer {
    return { me: this.me()?.id, now: untracked(this.clock.now) };
  }

  /** Fetches the list anew, in the order of now. The old rows stay until the new ones are there. */
  refresh(): void {
    this.stopped.set(false);
    this.head.reload();
  }

  /** Gives up the request that is on its way. */
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
      this.tail.update(({ alerts, pages }) => ({
        alerts: [...alerts, ...next.alerts],
        nextCursor: next.nextCursor,
        pages: pages + 1,
      }));
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

/** Rows that moved between two fetches come twice; the first place holds. */
function unique(alerts: readonly AlertSummary[]): AlertSummary[] {
  return [...new Map(alerts.map((alert) => [alert.id, alert] as const)).values()];
}
