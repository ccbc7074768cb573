import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, untracked, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { EntityListQuery } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { SessionStore } from '../../../core/session/session-store';
import { Page } from '../../../core/shell/page';
import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { FilterBox } from '../../../shared/filter-box';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { OutsideText } from '../../../shared/text/outside-text';
import { EntityTabs } from '../entity-tabs';
import { ENTITY_KINDS_SHOWN, ENTITY_WORDS } from '../entity-words';
import { EntityListStore } from './entity-list-store';

const SORTS = ['last_seen', 'first_seen', 'risk'] as const;

/** Who and what was seen, and when last. */
@Component({
  selector: 'tocsin-entity-list-page',
  imports: [EntityTabs, Failed, FilterBox, MatIcon, Moment, OutsideText, Page, RouterLink, SkeletonRows, Stale],
  providers: [EntityListStore],
  templateUrl: './entity-list-page.html',
  styleUrl: './entity-list-page.scss',
})
export class EntityListPage {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly box = viewChild(FilterBox);
  private readonly table = viewChild<ElementRef<HTMLElement>>('rows');
  protected readonly store = inject(EntityListStore);
  protected readonly mayRead = this.session.may('last_seen.read');
  protected readonly words = ENTITY_WORDS;
  protected readonly sorts: Readonly<Record<EntityListQuery['sort'], string>> = {
    last_seen: 'Last seen',
    first_seen: 'First seen',
    risk: 'Risk',
  };
  protected readonly sortNames = SORTS;
  readonly kind = input<string>();
  readonly q = input<string>();
  readonly sort = input<string>();
  protected readonly filter = computed(() => this.q()?.trim() ?? '');
  protected readonly chosen = computed(() => ENTITY_KINDS_SHOWN.find((one) => one === this.kind()));
  protected readonly order = computed(() => SORTS.find((one) => one === this.sort()) ?? 'last_seen');

  constructor() {
    effect(() => {
      const [kind, q, sort] = [this.chosen(), this.filter(), this.order()];
      if (this.mayRead && kind !== undefined) untracked(() => this.store.show({ kind, q, sort }));
    });
    offerCommands(() => this.commands());
  }

  /** Filters replace the entry in the history: going back leaves the screen, not a filter. */
  protected narrow(q: string): void {
    void this.router.navigate([], { queryParams: { q: q || null }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected more(): void {
    void this.store.pages.more();
  }

  private commands(): Command[] {
    const section = 'This list';
    const move = (step: 1 | -1) => () => this.move(step);
    return [
      { id: 'next', label: 'Next entity', section, keys: 'j', run: move(1) },
      { id: 'previous', label: 'Previous entity', section, keys: 'k', run: move(-1) },
      { id: 'open', label: 'Open the entity', section, keys: 'enter', handledByWidget: true, run: () => undefined },
      { id: 'filter', label: 'Find entities', section, keys: '/', icon: 'filter', run: () => this.box()?.focus() },
    ];
  }

  /** The focus is the cursor: Enter follows the link that has it. */
  private move(step: 1 | -1): void {
    const links = [...(this.table()?.nativeElement.querySelectorAll<HTMLElement>('tbody a.key') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  }
}
