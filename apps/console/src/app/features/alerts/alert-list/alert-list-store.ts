import { computed, inject, Service, untracked } from '@angular/core';
import type { AlertGroup } from '@tocsin/api-contract';

import { SessionStore } from '../../../core/session/session-store';
import { ServerClock } from '../../../core/time/server-clock';
import type { Viewer } from '../alert-views';
import type { AlertQuery } from '../live/alert-api';
import { AlertAddress } from './alert-address';
import { FlatRows } from './flat-rows';
import { GroupedRows, groupsQuestion } from './grouped-rows';
import type { ListSource } from './list-source';

const PAGE_SIZE = 100;

/**
 * The lines of one view as they were loaded, in groups or not. Their order never changes by itself; what changed meanwhile is
 * laid over each row.
 */
@Service({ autoProvided: false })
export class AlertListStore {
  private readonly address = inject(AlertAddress);
  private readonly clock = inject(ServerClock);
  private readonly me = inject(SessionStore).account;

  /** Which alerts the view holds; `undefined` for a view that does not exist. Newest first, in whatever order they are shown. */
  readonly query = computed<AlertQuery | undefined>(() => {
    const view = this.address.view();
    return view && { ...view.params, q: this.address.q(), limit: PAGE_SIZE };
  });
  private readonly sorted = computed<AlertQuery | undefined>(() => {
    const query = this.query();
    const sort = this.address.sort();
    return query === undefined || sort === 'newest' ? query : { ...query, sort };
  });
  private readonly flat = new FlatRows(computed(() => (this.address.group() === 'none' ? this.sorted() : undefined)));
  private readonly grouped = new GroupedRows(
    computed(() => {
      const [query, by] = [this.query(), this.address.group()];
      return query === undefined || by === 'none' ? undefined : groupsQuestion(query, by);
    }),
    this.sorted,
  );
  private readonly source = computed<ListSource>(() => (this.isGrouped() ? this.grouped : this.flat));

  readonly isGrouped = computed(() => this.address.group() !== 'none');
  readonly groupCount = computed(() => (this.isGrouped() ? this.grouped.page()?.groupCount : undefined));
  readonly isStopped = computed(() => this.source().isStopped());
  readonly page = computed(() => this.source().page());
  readonly items = computed(() => this.source().items());
  readonly rows = computed(() => this.source().rows());
  readonly ids = computed(() => new Set(this.rows().map((alert) => alert.id)));
  /** Pages of the loaded alerts. */
  readonly pages = computed(() => Math.max(1, Math.ceil(this.rows().length / PAGE_SIZE)));
  readonly total = computed(() => this.page()?.total ?? 0);
  readonly lines = computed(() => this.source().lines());
  readonly problem = computed(() => this.source().problem());
  readonly tailProblem = computed(() => this.source().tailProblem());

  /** Who looks, at the time of the last change: what is judged by it need not be judged anew every second. */
  viewer(): Viewer {
    return { me: this.me()?.id, now: untracked(this.clock.now) };
  }

  /** Fetches the list anew, in the order of now. The old lines stay until the new ones are there. */
  refresh(): void {
    this.source().refresh();
  }

  /** Gives up the request that is on its way. */
  stop(): void {
    this.source().stop();
  }

  /** Fetches the lines after the loaded ones, if there are any. */
  loadMore(): Promise<void> {
    return this.source().loadMore();
  }

  retryMore(): Promise<void> {
    return this.source().retryMore();
  }

  fold(group: AlertGroup): void {
    this.grouped.fold(group);
  }

  unfold(group: AlertGroup): void {
    this.grouped.unfold(group);
  }

  /** Fetches the alerts of an open group after the loaded ones. */
  loadGroup(group: AlertGroup): void {
    this.grouped.loadGroup(group);
  }
}
