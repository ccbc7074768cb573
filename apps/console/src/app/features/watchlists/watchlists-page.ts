import type { ElementRef } from '@angular/core';
import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink, RouterLinkActive } from '@angular/router';

import { SessionStore } from '../../core/session/session-store';
import { Page } from '../../core/shell/page';
import { Failed } from '../../shared/failed';
import { SkeletonRows } from '../../shared/skeleton-rows';
import { Stale } from '../../shared/stale';
import { ListCatalog } from './catalog/list-catalog';
import { NewList } from './catalog/new-list';
import type { EntryState } from './list/entry-store';
import { ListPanel } from './list/list-panel';
import { TestValue } from './match/test-value';
import { permissionFor } from './list-kinds';
import { WatchlistsCommands } from './watchlists-commands';

const STATES = ['all', 'soon', 'expired'] as const;

/** All lists beside the one that is open. */
@Component({
  selector: 'tocsin-watchlists-page',
  imports: [Failed, ListPanel, MatIcon, NewList, Page, RouterLink, RouterLinkActive, SkeletonRows, Stale, TestValue],
  providers: [ListCatalog, WatchlistsCommands],
  templateUrl: './watchlists-page.html',
  styleUrl: './watchlists-page.scss',
})
export class WatchlistsPage {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly panel = viewChild(ListPanel);
  private readonly tester = viewChild(TestValue);
  private readonly opener = viewChild<ElementRef<HTMLElement>>('opener');
  protected readonly catalog = inject(ListCatalog);
  protected readonly mayRead = this.session.may('watchlist.read');
  protected readonly mayManage = this.session.may('watchlist.manage');
  /** A list that is open may ask for more. */
  protected readonly mayChange = computed(() => {
    const list = this.open();
    return this.mayManage && (list === undefined || this.session.may(permissionFor(list.kind)));
  });
  /** Name of the open list, from the address. */
  readonly name = input<string>();
  readonly q = input<string>();
  protected readonly filter = computed(() => this.q()?.trim() ?? '');
  readonly state = input<string>();
  protected readonly chosenState = computed<EntryState>(() => STATES.find((one) => one === this.state()) ?? 'all');
  protected readonly isAdding = signal(false);
  protected readonly open = computed(() => this.catalog.lists()?.find(({ name }) => name === this.name()));
  protected readonly count = computed(() => this.catalog.lists()?.length.toLocaleString('en'));

  constructor() {
    const widgets = {
      focusFilter: () => this.panel()?.focusFilter(),
      focusNew: () => this.panel()?.focusNew(),
      focusTest: () => this.tester()?.focus(),
      moveRow: (step: 1 | -1) => this.panel()?.moveRow(step),
      changeEnd: () => this.panel()?.changeEnd(),
      newList: () => this.isAdding.set(true),
    };
    inject(WatchlistsCommands).connect(widgets, this.mayManage);
  }

  protected show(name: string): void {
    this.isAdding.set(false);
    void this.router.navigate(['/watchlists', name]);
  }

  protected cancel(): void {
    this.isAdding.set(false);
    this.opener()?.nativeElement.focus();
  }

  protected leave(): void {
    void this.router.navigate(['/watchlists']);
  }

  /** Filters replace the entry in the history: going back leaves the list, not a filter. */
  protected narrow(q: string): void {
    void this.router.navigate([], { queryParams: { q: q || null }, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
