import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, untracked, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { SessionStore } from '../../../core/session/session-store';
import { Page } from '../../../core/shell/page';
import { SystemState } from '../../../core/system/system-state';
import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { FilterBox } from '../../../shared/filter-box';
import { Severity } from '../../../shared/severity';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { OutsideText } from '../../../shared/text/outside-text';
import { RuleRecordStore } from '../rule-records';
import { judgedWords, logsourceWords, STATE_WORDS } from '../rule-words';
import { RuleListStore } from './rule-list-store';

const STATES = ['', 'enabled', 'shadow', 'disabled'] as const;
const LEVELS = ['', 'critical', 'high', 'medium', 'low', 'informational'] as const;

/** Every rule there is, and what came of it. */
@Component({
  selector: 'tocsin-rule-list-page',
  imports: [Failed, FilterBox, MatIcon, Moment, OutsideText, Page, RouterLink, Severity, SkeletonRows, Stale],
  providers: [RuleListStore, RuleRecordStore],
  templateUrl: './rule-list-page.html',
  styleUrl: './rule-list-page.scss',
})
export class RuleListPage {
  private readonly router = inject(Router);
  private readonly box = viewChild(FilterBox);
  private readonly table = viewChild<ElementRef<HTMLElement>>('rowList');
  protected readonly mayRead = inject(SessionStore).may('rule.read');
  protected readonly store = inject(RuleListStore);
  protected readonly records = inject(RuleRecordStore);
  private readonly status = inject(SystemState).status;
  protected readonly states = STATES;
  protected readonly levels = LEVELS;
  protected readonly words = STATE_WORDS;
  protected readonly coveredUntil = computed(() => this.status()?.detection.coveredUntil ?? null);
  readonly q = input<string>();
  readonly state = input<string>();
  readonly level = input<string>();
  protected readonly filter = computed(() => this.q()?.trim() ?? '');
  protected readonly chosenState = computed(() => STATES.find((one) => one === this.state()) ?? '');
  protected readonly chosenLevel = computed(() => LEVELS.find((one) => one === this.level()) ?? '');
  protected readonly isNarrowed = computed(() => this.filter() + this.chosenState() + this.chosenLevel() !== '');
  protected readonly rows = computed(() =>
    this.store.rules()?.map((rule) => ({
      ...{ rule, logsource: logsourceWords(rule.logsource), source: rule.set ?? 'written here' },
      ...{ record: this.records.of(rule.id), judged: judgedWords(this.records.of(rule.id)) },
      blindness: rule.state === 'enabled' ? this.records.blindness(rule.id) : undefined,
    })),
  );

  constructor() {
    effect(() => {
      const choice = { q: this.filter(), state: this.chosenState(), level: this.chosenLevel() };
      if (this.mayRead) untracked(() => this.store.show(choice));
    });
    offerCommands(() => this.commands());
  }

  /** Filters replace the entry in the history: going back leaves the screen, not a filter. */
  protected narrow(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected widen(): void {
    this.narrow({ q: null, state: null, level: null });
  }

  protected more(): void {
    void this.store.pages.more();
  }

  private commands(): Command[] {
    const section = 'This list';
    const move = (step: 1 | -1) => () => this.move(step);
    return [
      { id: 'next', label: 'Next rule', section, keys: 'j', run: move(1) },
      { id: 'previous', label: 'Rule before', section, keys: 'k', run: move(-1) },
      { id: 'open', label: 'Open the rule', section, keys: 'enter', handledByWidget: true, run: () => undefined },
      { id: 'filter', label: 'Find rules', section, keys: '/', icon: 'filter', run: () => this.box()?.focus() },
    ];
  }

  /** The focus is the cursor: Enter follows the link that has it. */
  private move(step: 1 | -1): void {
    const links = [...(this.table()?.nativeElement.querySelectorAll<HTMLElement>('tbody a.key') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  }
}
