import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, untracked, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';

import { SessionStore } from '../../../core/session/session-store';
import { Failed } from '../../../shared/failed';
import { FilterBox } from '../../../shared/filter-box';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { SettingsFrame } from '../settings-frame';
import { AuditStore } from './audit-store';
import { AuditTable } from './audit-table';

const LONGEST_FILTER = 200;

/** Who changed what. */
@Component({
  selector: 'tocsin-audit-page',
  imports: [AuditTable, Failed, FilterBox, MatIcon, SettingsFrame, SkeletonRows, Stale],
  providers: [AuditStore],
  templateUrl: './audit-page.html',
})
export class AuditPage {
  private readonly router = inject(Router);
  private readonly rows = viewChild<ElementRef<HTMLElement>>('rows');
  protected readonly store = inject(AuditStore);
  protected readonly mayRead = inject(SessionStore).may('audit.read');
  protected readonly longestFilter = LONGEST_FILTER;
  readonly q = input<string>();
  protected readonly filter = computed(() => this.q()?.trim() ?? '');

  constructor() {
    effect(() => {
      const q = this.filter();
      if (this.mayRead) untracked(() => this.store.show(q));
    });
  }

  /** Filters replace the entry in the history: going back leaves the screen, not a filter. */
  protected narrow(q: string): void {
    void this.router.navigate([], { queryParams: { q: q || null }, replaceUrl: true });
  }

  protected focusRows(): void {
    this.rows()?.nativeElement.focus({ preventScroll: true });
  }
}
