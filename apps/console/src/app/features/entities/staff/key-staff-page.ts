import { httpResource } from '@angular/common/http';
import type { ElementRef } from '@angular/core';
import { Component, computed, inject, input, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { KeyStaff } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { SessionStore } from '../../../core/session/session-store';
import { Page } from '../../../core/shell/page';
import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { FilterBox } from '../../../shared/filter-box';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { OutsideText } from '../../../shared/text/outside-text';
import { EntityTabs } from '../entity-tabs';

/** Key staff as people, with all their accounts. */
@Component({
  selector: 'tocsin-key-staff-page',
  imports: [EntityTabs, Failed, FilterBox, MatIcon, Moment, OutsideText, Page, RouterLink, SkeletonRows, Stale],
  templateUrl: './key-staff-page.html',
  styleUrl: '../list/entity-list-page.scss',
})
export class KeyStaffPage {
  private readonly router = inject(Router);
  private readonly box = viewChild(FilterBox);
  private readonly table = viewChild<ElementRef<HTMLElement>>('rows');
  protected readonly mayRead = inject(SessionStore).may('watchlist.read');
  readonly q = input<string>();
  protected readonly filter = computed(() => this.q()?.trim() ?? '');
  protected readonly resource = httpResource<KeyStaff>(() => {
    if (!this.mayRead) return undefined;
    const q = this.filter();
    return { url: '/api/key-staff', params: q === '' ? {} : { q } };
  });
  private readonly kept = keep(this.resource, () => this.filter());
  protected readonly staff = computed(() => this.kept()?.value);
  protected readonly since = computed(() => this.kept()?.since ?? '');
  protected readonly problem = problemOf(this.resource);

  constructor() {
    offerCommands(() => this.commands());
  }

  protected narrow(q: string): void {
    void this.router.navigate([], { queryParams: { q: q || null }, replaceUrl: true });
  }

  private commands(): Command[] {
    const section = 'This list';
    const move = (step: 1 | -1) => () => this.move(step);
    return [
      { id: 'next', label: 'Next account', section, keys: 'j', run: move(1) },
      { id: 'previous', label: 'Previous account', section, keys: 'k', run: move(-1) },
      { id: 'open', label: 'Open the account', section, keys: 'enter', handledByWidget: true, run: () => undefined },
      { id: 'filter', label: 'Find key staff', section, keys: '/', icon: 'filter', run: () => this.box()?.focus() },
    ];
  }

  /** The focus is the cursor: Enter follows the link that has it. */
  private move(step: 1 | -1): void {
    const links = [...(this.table()?.nativeElement.querySelectorAll<HTMLElement>('tbody a.key') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  }
}
