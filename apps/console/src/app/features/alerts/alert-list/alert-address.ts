import { httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, Service } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import type { AlertSort, SavedAlertView } from '@tocsin/api-contract';

import { Preferences } from '../../../core/preferences/preferences';
import { problemOf } from '../../../shared/kept';
import { alertView, type AlertView } from '../alert-views';
import { groupingOf, sortOf, type Grouping } from '../list-shape';
import type { ViewContent } from '../saved/saved-views';

/** The address follows the open alert at this distance, so that holding `J` does not write it thirty times a second. */
const SETTLE_MS = 150;
/** As saved views are named in an address. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the address of the list says, and the only place that writes it. */
@Service({ autoProvided: false })
export class AlertAddress {
  private readonly preferences = inject(Preferences);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly params = toSignal(this.route.paramMap, { requireSync: true });
  private readonly query = toSignal(this.route.queryParamMap, { requireSync: true });
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Name of a ready-made view, or id of a saved one. */
  readonly viewKey = computed(() => this.params().get('view') ?? '');
  private readonly found = httpResource<SavedAlertView>(() =>
    ID.test(this.viewKey()) ? `/api/alert-views/${this.viewKey()}` : undefined,
  );
  /** The saved view that is open; what the address says besides stands above what it keeps. */
  readonly saved = computed(() => (this.found.hasValue() ? this.found.value() : undefined));
  readonly isLooking = this.found.isLoading;
  /** Why the saved view could not be loaded. */
  readonly problem = problemOf(this.found);
  readonly view = computed<AlertView | undefined>(() => alertView(this.saved()?.base ?? this.viewKey()));
  readonly q = computed(() => this.query().get('q')?.trim() ?? this.saved()?.q ?? '');
  /** As the address says, or as this person chose last. */
  readonly group = computed<Grouping>(
    () =>
      groupingOf(this.query().get('group')) ??
      this.saved()?.grouping ??
      groupingOf(this.preferences.settings().alertGrouping) ??
      'none',
  );
  readonly sort = computed<AlertSort>(() => sortOf(this.query().get('sort')) ?? this.saved()?.sort ?? 'newest');
  /** The list as it is now, to be kept. */
  readonly content = computed<ViewContent | undefined>(() => {
    const view = this.view();
    return view && { base: view.id, q: this.q(), grouping: this.group(), sort: this.sort() };
  });
  /** Whether the list is another one by now than the saved view. */
  readonly hasChanged = computed(() => {
    const [saved, now] = [this.saved(), this.content()];
    if (saved === undefined || now === undefined) return false;
    return saved.q !== now.q || saved.grouping !== now.grouping || saved.sort !== now.sort;
  });
  /** How the list is narrowed and shaped, as parameters of an address: the same for another view. */
  readonly shape = computed(() => {
    const query = this.query();
    return { q: query.get('q') || null, group: query.get('group'), sort: query.get('sort') };
  });
  /** Number of the alert in the preview; ahead of the address by a moment. */
  readonly open = linkedSignal(() => this.query().get('open') ?? undefined);

  /** Filters replace the entry in the history: going back leaves the list, not a letter. */
  filter(q: string): void {
    this.go({ q: q === '' && this.saved() === undefined ? null : q }, true);
  }

  groupBy(group: Grouping): void {
    this.preferences.set({ alertGrouping: group });
    this.go({ group }, true);
  }

  sortBy(sort: AlertSort): void {
    this.go({ sort: sort === 'newest' && this.saved() === undefined ? null : sort }, true);
  }

  retry(): void {
    this.found.reload();
  }

  /** Takes what became of the open view when it was saved. */
  learn(view: SavedAlertView): void {
    if (view.id === this.viewKey()) this.found.set(view);
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
