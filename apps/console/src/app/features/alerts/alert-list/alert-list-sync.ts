import { computed, DestroyRef, effect, inject, linkedSignal, Service, untracked } from '@angular/core';
import type { AlertPage, AlertSummary } from '@tocsin/api-contract';

import { AlertApi } from '../live/alert-api';
import { AlertFeed } from '../live/alert-feed';
import { AlertAddress } from './alert-address';
import { AlertListStore } from './alert-list-store';
import { arrivalsInWords, countArrivals } from './arrivals';
import type { ListFacts } from './list-item';

/** Pages fetched again at most after a gap. */
const CATCH_UP_PAGES = 10;
/** Rows that left the view during a gap are asked for one by one up to this many; with more the list is loaded anew. */
const ASKED_ONE_BY_ONE = 20;
/** With a filter only the server knows what matches; it is asked at most this often. */
const PEEK_MS = 5000;

interface Found {
  readonly alerts: readonly AlertSummary[];
  /** True when the view holds no other alerts. */
  readonly isAll: boolean;
}

/** Keeps a loaded list true: counts what came, and after a gap learns what changed, without moving a row. */
@Service({ autoProvided: false })
export class AlertListSync {
  private readonly address = inject(AlertAddress);
  private readonly api = inject(AlertApi);
  private readonly feed = inject(AlertFeed);
  private readonly store = inject(AlertListStore);
  private peeking: ReturnType<typeof setTimeout> | undefined;

  /** Ids the server found for the filter since the list was loaded; `undefined` without a filter. */
  private readonly matching = linkedSignal<ListFacts | undefined, ReadonlySet<string> | undefined>({
    source: this.store.page,
    computation: () => (this.address.q() === '' ? undefined : new Set()),
  });

  /** What came since the list was loaded, in words; empty when nothing did. */
  readonly arrivals = computed(() => {
    const view = this.address.view();
    const page = this.store.page();
    if (view === undefined || page === undefined) return '';
    const list = { view, page, ids: this.store.ids(), viewer: this.store.viewer(), matching: this.matching() };
    return arrivalsInWords(countArrivals(this.feed.changes().values(), list));
  });
  readonly coveredUntil = computed(() => this.feed.coveredUntil() ?? this.store.page()?.coveredUntil ?? undefined);

  constructor() {
    effect(() => {
      if (this.feed.gaps() > 0) untracked(() => void this.catchUp());
    });
    effect(() => {
      if (this.feed.changes().size > 0 && untracked(this.matching) !== undefined) this.peekSoon();
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.peeking));
  }

  private async catchUp(): Promise<void> {
    if (this.store.page() === undefined) {
      if (this.store.problem() !== undefined) this.store.refresh();
      return;
    }
    try {
      // One page more than is loaded: what came meanwhile pushed the loaded rows down.
      const seen = await this.learn(Math.min(CATCH_UP_PAGES, this.store.pages() + 1));
      await this.askAfter(missingFrom(seen, this.store.rows()));
    } catch {
      // Not reachable yet: the screen says so, and the connection's return is the next occasion.
    }
  }

  /** Rows that the server no longer finds in the view: asked for, so that they can say what became of them. */
  private async askAfter(missing: readonly AlertSummary[]): Promise<void> {
    if (missing.length > ASKED_ONE_BY_ONE) this.store.refresh();
    else this.feed.learn(await Promise.all(missing.map((alert) => this.api.summary(alert.number))));
  }

  private async learn(pages: number): Promise<Found> {
    const found: AlertSummary[] = [];
    const query = this.store.query();
    let cursor: string | null = null;
    for (let count = 0; query !== undefined && count < pages; count += 1) {
      const page: AlertPage = await this.api.page(query, cursor);
      found.push(...page.alerts);
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    this.feed.learn(found);
    this.matching.update((ids) => ids && new Set([...ids, ...found.map((alert) => alert.id)]));
    return { alerts: found, isAll: cursor === null };
  }

  private peekSoon(): void {
    this.peeking ??= setTimeout(() => {
      this.peeking = undefined;
      // A failure shows on the connection; the next change asks again.
      void this.learn(1).catch(() => undefined);
    }, PEEK_MS);
  }
}

/** The rows that would have been among the found ones if they still belonged into the view. */
function missingFrom({ alerts, isAll }: Found, rows: readonly AlertSummary[]): AlertSummary[] {
  const ids = new Set(alerts.map((alert) => alert.id));
  const oldest = alerts.at(-1)?.lastAt ?? '';
  return rows.filter((row) => !ids.has(row.id) && (isAll || row.lastAt > oldest));
}
