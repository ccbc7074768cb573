import { NgTemplateOutlet } from '@angular/common';
import { afterRenderEffect, Component, computed, effect, inject, untracked, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { AlertSummary } from '@tocsin/api-contract';

import { Preferences } from '../../../core/preferences/preferences';
import { Page } from '../../../core/shell/page';
import { listTime } from '../../../core/time/format-time';
import { Moment } from '../../../core/time/moment';
import { ServerClock } from '../../../core/time/server-clock';
import { Failed } from '../../../shared/failed';
import { ResizeHandle } from '../../../shared/resize-handle';
import { OutsideText } from '../../../shared/text/outside-text';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { AlertPreview } from '../alert-detail/alert-preview';
import { ALERT_VIEWS } from '../alert-views';
import { AlertSelection } from '../bulk/alert-selection';
import { AlertSetJob } from '../bulk/alert-set-job';
import { BulkBar } from '../bulk/bulk-bar';
import { BulkCommands } from '../bulk/bulk-commands';
import { GROUPINGS, sortOf, SORTS } from '../list-shape';
import { AlertViewDesk } from '../saved/alert-view-desk';
import { AlertFacets } from '../facets/alert-facets';
import { AlertTrail } from '../live/alert-trail';
import { AlertAddress } from './alert-address';
import { AlertCursor } from './alert-cursor';
import { AlertFilter } from './alert-filter';
import { AlertGrid } from './alert-grid';
import { AlertListCommands } from './alert-list-commands';
import { AlertListStore } from './alert-list-store';
import { AlertListSync } from './alert-list-sync';
import { ArrivalsAnnouncer } from './arrivals-announcer';
import { EmptyList } from './empty-list';

/** Bounds of the preview pane in pixels; the list keeps at least as much. */
const PREVIEW = { min: 360, max: 760 };

/** The queue of alerts: views, filter, the list and a preview of the alert under the cursor. */
@Component({
  selector: 'tocsin-alert-list-page',
  imports: [
    AlertFacets,
    AlertFilter,
    AlertGrid,
    AlertPreview,
    BulkBar,
    EmptyList,
    Failed,
    MatIcon,
    Moment,
    NgTemplateOutlet,
    OutsideText,
    Page,
    ResizeHandle,
    RouterLink,
    SkeletonRows,
  ],
  providers: [
    AlertAddress,
    AlertCursor,
    AlertListCommands,
    AlertListStore,
    AlertListSync,
    AlertSelection,
    AlertViewDesk,
    ArrivalsAnnouncer,
    BulkCommands,
  ],
  templateUrl: './alert-list-page.html',
  styleUrl: './alert-list-page.scss',
})
export class AlertListPage {
  private readonly clock = inject(ServerClock);
  private readonly router = inject(Router);
  private readonly trail = inject(AlertTrail);
  protected readonly address = inject(AlertAddress);
  protected readonly desk = inject(AlertViewDesk);
  protected readonly cursor = inject(AlertCursor);
  protected readonly preferences = inject(Preferences);
  protected readonly selection = inject(AlertSelection);
  protected readonly store = inject(AlertListStore);
  protected readonly sync = inject(AlertListSync);
  protected readonly views = ALERT_VIEWS;
  protected readonly groupings = GROUPINGS;
  protected readonly sorts = SORTS;
  protected readonly previewBounds = PREVIEW;
  private readonly grid = viewChild(AlertGrid);
  private readonly filter = viewChild(AlertFilter);
  private readonly facets = viewChild(AlertFacets);

  protected readonly since = computed(() => {
    const asOf = this.store.page()?.asOf;
    this.clock.day();
    return asOf && listTime(new Date(asOf), this.preferences.zone(), untracked(this.clock.now));
  });
  protected readonly orderInWords = computed(
    () => SORTS.find(({ id }) => id === this.address.sort())?.label.toLowerCase() ?? '',
  );
  protected readonly opened = computed(() => {
    const number = this.cursor.open();
    return this.store.rows().find((row) => row.number === number);
  });

  constructor() {
    inject(ArrivalsAnnouncer);
    inject(AlertListCommands).connect({
      moveBy: (step) => this.moveBy(step),
      extendBy: (step) => this.extendBy(step),
      moveOn: (from) => this.moveOn(from),
      focusFilter: () => this.filter()?.focus(),
      showNew: () => this.showNew(),
      toggleFacets: () => this.toggleFacets(),
    });
    effect(() => {
      const numbers = this.store.rows().map((row) => row.number);
      const total = this.store.total();
      untracked(() => this.trail.remember(this.router.url, numbers, total));
    });
    const job = inject(AlertSetJob);
    effect(() => {
      if (['done', 'undone'].includes(job.set()?.state ?? '')) untracked(() => this.store.refresh());
    });
    // Work begins in the list: once it is there, and if nothing else was chosen meanwhile.
    afterRenderEffect(() => {
      const grid = this.grid();
      if (grid && [document.body, document.getElementById('main')].includes(document.activeElement as HTMLElement)) {
        grid.focus();
      }
    });
  }

  protected showNew(): void {
    this.store.refresh();
    this.facets()?.reload();
    this.grid()?.scrollToTop();
    this.focusList();
  }

  protected focusList(): void {
    this.grid()?.focus();
  }

  protected moveOn(from: Pick<AlertSummary, 'number'>): void {
    if (this.cursor.row()?.number === from.number) this.moveBy(1);
  }

  /** What had the focus in the bar is gone with it. */
  protected toggleFacets(): void {
    const isShown = this.preferences.settings().alertFacets === 'shown';
    this.preferences.set({ alertFacets: isShown ? 'hidden' : 'shown' });
    if (isShown) this.focusList();
    else setTimeout(() => this.facets()?.focus());
  }

  protected sortBy(sort: string): void {
    this.address.sortBy(sortOf(sort) ?? 'newest');
  }

  private extendBy(step: number): void {
    const from = this.cursor.row();
    this.moveBy(step);
    const to = this.cursor.row();
    this.selection.add([from, to].filter((row) => row !== undefined));
  }

  private moveBy(step: number): void {
    this.focusList();
    this.grid()?.moveBy(step);
  }
}
