import { computed, inject, linkedSignal, Service } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import type { AlertSort } from '@tocsin/api-contract';

import { Preferences } from '../../../core/preferences/preferences';
import { alertView } from '../alert-views';
import { groupingOf, sortOf, type Grouping } from '../list-shape';

/** The address follows the open alert at this distance, so that holding `J` does not write it thirty times a second. */
const SETTLE_MS = 150;

/** What the address of the list says, and the only place that writes it. */
@Service({ autoProvided: false })
export class AlertAddress {
  private readonly preferences = inject(Preferences);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly params = toSignal(this.route.paramMap, { requireSync: true });
  private readonly query = toSignal(this.route.queryParamMap, { requireSync: true });
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly view = computed(() => alertView(this.params().get('view') ?? ''));
  readonly q = computed(() => this.query().get('q')?.trim() ?? '');
  /** As the address says, or as this person chose last. */
  readonly group = computed<Grouping>(
    () => groupingOf(this.query().get('group')) ?? groupingOf(this.preferences.settings().alertGrouping) ?? 'none',
  );
  readonly sort = computed<AlertSort>(() => sortOf(this.query().get('sort')) ?? 'newest');
  /** How the list is narrowed and shaped, as parameters of an address: the same for another view. */
  readonly shape = computed(() => {
    const query = this.query();
    return { q: this.q() || null, group: query.get('group'), sort: query.get('sort') };
  });
  /** Number of the alert in the preview; ahead of the address by a moment. */
  readonly open = linkedSignal(() => this.query().get('open') ?? undefined);

  /** Filters replace the entry in the history: going back leaves the list, not a letter. */
  filter(q: string): void {
    this.go({ q: q === '' ? null : q }, true);
  }

  groupBy(group: Grouping): void {
    this.preferences.set({ alertGrouping: group });
    this.go({ group }, true);
  }

  sortBy(sort: AlertSort): void {
    this.go({ sort: sort === 'newest' ? null : sort }, true);
  }

  /** Moving from one open alert to the next replaces the entry; opening one where none was open adds one. */
  preview(number: string | undefined, options: { readonly byItself?: boolean } = {}): void {
    const replaceUrl = options.byItself === true || number === undefined || this.open() !== undefined;
    this.open.set(number);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      // Another page may be on the screen by now; its address is not ours to write.
      if (this.route.snapshot === this.shownRoute()) this.go({ open: number ?? null }, replaceUrl);
    }, SETTLE_MS);
  }

  private go(queryParams: Record<string, string | null>, replaceUrl: boolean): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge', replaceUrl });
  }

  private shownRoute() {
    let route = this.router.routerState.snapshot.root;
    while (route.firstChild) route = route.firstChild;
    return route;
  }
}
