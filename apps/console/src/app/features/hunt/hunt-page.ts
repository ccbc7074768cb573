import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, linkedSignal, signal, untracked, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import type { SavedSearch } from '@tocsin/api-contract';

import { SessionStore } from '../../core/session/session-store';
import { Page } from '../../core/shell/page';
import { Moment } from '../../core/time/moment';
import { ServerClock } from '../../core/time/server-clock';
import { Failed } from '../../shared/failed';
import { QueryBox } from '../../shared/query-box/query-box';
import { SkeletonRows } from '../../shared/skeleton-rows';
import { HuntEmpty } from './empty/hunt-empty';
import { ExportDialogs } from './export/export-dialogs';
import { facetAddress, facetFieldsOf } from './facets/facet-fields';
import { HuntFacets } from './facets/hunt-facets';
import { ValuePivots } from '../../shared/value-menu/value-pivots';
import { EVENT_TABS, type EventTab } from './event/event-tabs';
import { WhenSeen } from './event/when-seen';
import { HuntCommands } from './hunt-commands';
import type { Pivot } from './hunt-event';
import { HuntHistogram } from './hunt-histogram';
import { conditionOf, keepOnly, leaveOut } from '../../shared/value-menu/conditions';
import { HuntPivots } from './hunt-pivots';
import { HuntSearch } from './hunt-search';
import { lastSpanOf, shifted, spanAround, spanOf, type Span } from '../../shared/time-range/span';
import { HuntTable, type Surroundings } from './hunt-table';
import { HuntSaved } from './saved/hunt-saved';
import type { SearchContent } from './saved/saved-searches';
import { searchAddress } from './saved/search-address';
import { TimeRange } from '../../shared/time-range/time-range';

const LONGEST_QUERY = 4_000;
const AROUND_MINUTES = 5;
const MOST_COLUMNS = 12;
/** Events that come by themselves as one scrolls; further ones on demand, so that the page stays light. */
const SCROLLED_AT_MOST = 1_000;

/** What of the address a step changes; null takes it out. */
type Address = Readonly<
  Partial<Record<'q' | 'last' | 'from' | 'to' | 'sort' | 'columns' | 'facets' | 'open' | 'saved', string | null>>
>;

/** Looking for events among everything that is stored. The address holds the whole search. */
@Component({
  selector: 'tocsin-hunt-page',
  imports: [
    Failed,
    HuntEmpty,
    HuntFacets,
    HuntHistogram,
    HuntSaved,
    HuntTable,
    MatIcon,
    Moment,
    Page,
    QueryBox,
    SkeletonRows,
    TimeRange,
    WhenSeen,
  ],
  providers: [HuntSearch, HuntCommands, HuntPivots, { provide: ValuePivots, useExisting: HuntPivots }],
  templateUrl: './hunt-page.html',
  styleUrl: './hunt-page.scss',
})
export class HuntPage {
  private readonly router = inject(Router);
  private readonly clock = inject(ServerClock);
  private readonly exports = inject(ExportDialogs);
  private readonly box = viewChild(QueryBox);
  private readonly savedBar = viewChild(HuntSaved);
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');
  protected readonly mayRead = inject(SessionStore).may('event.read');
  protected readonly mayExport = inject(SessionStore).may('event.export');
  protected readonly search = inject(HuntSearch);
  protected readonly longestQuery = LONGEST_QUERY;

  readonly q = input<string>();
  readonly last = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly sort = input<string>();
  readonly columns = input<string>();
  readonly facets = input<string>();
  readonly open = input<string>();
  /** Id of the saved search that this one comes from. */
  readonly saved = input<string>();

  protected readonly query = computed(() => this.q()?.trim() ?? '');
  protected readonly order = computed(() => (this.sort() === 'oldest' ? 'oldest' : 'newest'));
  protected readonly given = computed(() => ({ last: this.last(), from: this.from(), to: this.to() }));
  protected readonly chosenColumns = computed(() => columnsOf(this.columns()));
  /** Fields whose values are counted; `undefined` when none are. */
  protected readonly facetFields = computed(() => facetFieldsOf(this.facets()));
  /** The side of events that is shown; the same for the next one. */
  protected readonly tab = signal<EventTab>('fields');
  private readonly runs = signal(0);
  /** "Now" is when somebody searched, so that further pages belong to the same search. */
  protected readonly span = computed(() => {
    this.runs();
    this.query();
    return spanOf(this.given(), untracked(this.clock.now));
  });
  /** What would be saved. */
  protected readonly content = computed((): SearchContent => {
    const last = lastSpanOf(this.given());
    const { from, to } = this.span();
    const time = last === undefined ? { from, to } : { last: last.last };
    return { q: this.query(), time, columns: [...this.chosenColumns()], sort: this.order() };
  });
  protected readonly cursor = linkedSignal(() => this.open());
  /** Where reading the query stopped. */
  protected readonly wrongAt = computed(() => {
    const problem = this.search.problem();
    return problem?.code === 'query.syntax' ? problem.position : undefined;
  });
  protected readonly count = computed(() => this.search.total()?.toLocaleString('en'));

  constructor() {
    inject(HuntPivots).connect((pivot) => this.pivot(pivot));
    inject(HuntCommands).connect({
      moveBy: (step) => this.moveBy(step),
      toggle: () => this.toggle(this.cursor()),
      focusQuery: () => this.box()?.focus(),
      searchAgain: () => this.again(),
      stepTime: (by) => this.step(by),
      toggleFacets: () => this.toggleFacets(),
      showTab: (at) => this.tab.set(EVENT_TABS[at]?.id ?? 'fields'),
      saveSearch: () => void this.savedBar()?.save(),
      chooseSearch: () => void this.savedBar()?.choose(),
      ...(this.mayExport ? { exportAll: () => this.exportAll() } : {}),
    });
    effect(() => {
      const wish = { q: this.query(), sort: this.order(), ...this.span() } as const;
      if (this.mayRead) untracked(() => this.search.run(wish));
    });
  }

  protected ask(q: string): void {
    if (q === this.query()) this.again();
    else this.go({ q: q || null, open: null });
  }

  protected again(): void {
    this.runs.update((count) => count + 1);
  }

  protected chooseLast(last: string): void {
    this.go({ last, from: null, to: null, open: null });
  }

  protected chooseSpan({ from, to }: Span): void {
    this.go({ last: null, from, to, open: null });
  }

  protected step(by: 1 | -1): void {
    this.chooseSpan(shifted(this.span(), by));
  }

  protected turn(): void {
    this.go({ sort: this.order() === 'newest' ? 'oldest' : null });
  }

  protected toggle(id: string | undefined): void {
    if (id !== undefined) this.go({ open: this.open() === id ? null : id });
  }

  protected pivot({ kind, condition }: Pivot): void {
    this.go({ q: (kind === 'keep' ? keepOnly : leaveOut)(this.query(), condition), open: null });
    // What was pressed is gone with the event it stood in.
    this.focusList();
  }

  protected toggleColumn(name: string): void {
    const columns = this.chosenColumns();
    const next = columns.includes(name) ? columns.filter((one) => one !== name) : [...columns, name];
    this.go({ columns: next.slice(-MOST_COLUMNS).join(',') || null });
  }

  protected openSaved(search: SavedSearch): void {
    this.go(searchAddress(search));
  }

  protected toggleFacets(): void {
    this.go({ facets: this.facetFields() === undefined ? null : facetAddress(undefined) });
    this.focusList();
  }

  protected toggleFacet(name: string): void {
    const fields = this.facetFields() ?? [];
    const next = fields.includes(name) ? fields.filter((one) => one !== name) : [...fields, name];
    this.go({ facets: facetAddress(next) });
  }

  protected lookAround({ view: { id, event }, minutes }: Surroundings): void {
    const host = event['host.name'];
    const q = typeof host === 'string' ? (conditionOf('host.name', host) ?? null) : null;
    this.go({ ...spanAround(event['@timestamp'], minutes), last: null, q, open: id });
  }

  protected exportAll(): void {
    const total = this.search.total() ?? 0;
    const wish = { q: this.query(), ...this.span(), columns: this.chosenColumns(), total };
    if (total > 0) void this.exports.open(wish);
  }

  /** Who scrolls wants more; whoever has seen this many is asked. */
  protected scrolled(): void {
    if (this.search.events().length < SCROLLED_AT_MOST && !this.search.pages.problem()) void this.search.pages.more();
  }

  protected lookNear(at: string): void {
    this.chooseSpan(spanAround(at, AROUND_MINUTES));
  }

  protected focusList(): void {
    this.list()?.nativeElement.focus({ preventScroll: true });
  }

  /** Steps that change what is searched may be gone back; what only changes the look is not worth a step. */
  private go(queryParams: Address): void {
    const isLook = !['q', 'last', 'from', 'to'].some((name) => name in queryParams);
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: isLook });
  }

  private moveBy(step: number): void {
    const events = this.search.events();
    const at = events.findIndex(({ id }) => id === this.cursor());
    const target = events[at < 0 ? 0 : Math.min(events.length - 1, Math.max(0, at + step))];
    this.cursor.set(target?.id);
    queueMicrotask(() =>
      this.list()?.nativeElement.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }),
    );
  }
}

function columnsOf(text: string | undefined): readonly string[] {
  const names = (text ?? '').split(',').filter((name) => name !== '');
  return [...new Set(names)].slice(0, MOST_COLUMNS);
}
