import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, untracked, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { RuleSummary } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { SessionStore } from '../../../core/session/session-store';
import { Page } from '../../../core/shell/page';
import { PageTitles } from '../../../core/shell/page-titles';
import { SystemState } from '../../../core/system/system-state';
import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { Severity } from '../../../shared/severity';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { OutsideText } from '../../../shared/text/outside-text';
import { RuleRecordStore } from '../rule-records';
import { judgedWords, logsourceWords, STATE_WORDS } from '../rule-words';
import { RuleAlerts } from './rule-alerts';
import { RuleStore } from './rule-store';
import { RuleText } from './rule-text';
import { RuleTrial } from './rule-trial';
import { RuleVersions } from './rule-versions';

const STATES = ['enabled', 'shadow', 'disabled'] as const;

/** One rule: what it looks for, what its author says of it, what came of it, how it was. */
@Component({
  selector: 'tocsin-rule-page',
  imports: [
    ...[Failed, MatIcon, Moment, OutsideText, Page, RouterLink, Severity, SkeletonRows, Stale],
    ...[RuleAlerts, RuleText, RuleTrial, RuleVersions],
  ],
  providers: [RuleRecordStore, RuleStore],
  templateUrl: './rule-page.html',
  styleUrl: './rule-page.scss',
})
export class RulePage {
  private readonly router = inject(Router);
  private readonly titles = inject(PageTitles);
  private readonly session = inject(SessionStore);
  private readonly status = inject(SystemState).status;
  private readonly stateTag = viewChild<ElementRef<HTMLElement>>('state');
  private readonly trial = viewChild(RuleTrial);
  protected readonly store = inject(RuleStore);
  protected readonly records = inject(RuleRecordStore);
  readonly id = input.required<string>();
  readonly version = input<string>();
  protected readonly mayRead = this.session.may('rule.read');
  protected readonly mayManage = this.session.may('rule.manage');
  protected readonly mayReadAlerts = this.session.may('alert.read');
  protected readonly states = STATES;
  protected readonly words = STATE_WORDS;
  protected readonly chosen = computed(() => Number(this.version() ?? this.store.rule()?.version ?? 0));
  protected readonly coveredUntil = computed(() => this.status()?.detection.coveredUntil ?? null);
  protected readonly judged = computed(() => judgedWords(this.records.of(this.id())));
  protected readonly logsource = computed(() => logsourceWords(this.store.rule()?.logsource ?? {}));
  protected readonly blindness = computed(() =>
    this.store.rule()?.state === 'enabled' ? this.records.blindness(this.id()) : undefined,
  );

  constructor() {
    effect(() => {
      const id = this.id();
      if (this.mayRead) untracked(() => this.store.show(id));
    });
    effect(() => this.titles.set(this.store.rule()?.title ?? 'Rule'));
    offerCommands(() => this.commands());
  }

  protected async setState(state: RuleSummary['state']): Promise<void> {
    // The button that had the focus goes: the state is what it made.
    if (await this.store.setState(state)) this.stateTag()?.nativeElement.focus();
  }

  protected showVersion(version: number): void {
    const isNewest = version === this.store.rule()?.version;
    const commands = ['/rules', this.id(), ...(isNewest ? [] : ['versions', String(version)])];
    void this.router.navigate(commands, { replaceUrl: true });
  }

  private commands(): Command[] {
    const section = 'This list';
    return [
      { id: 'try', label: 'Try the rule on events', section, keys: 't', icon: 'play', run: () => this.trial()?.open() },
      { id: 'older', label: 'Version before', section, keys: '[', run: () => this.step(-1) },
      { id: 'newer', label: 'Next version', section, keys: ']', run: () => this.step(1) },
    ];
  }

  private step(by: 1 | -1): void {
    const numbers = (this.store.versions() ?? []).map(({ version }) => version).toSorted((one, other) => one - other);
    const next = numbers[numbers.indexOf(this.chosen()) + by];
    if (next !== undefined) this.showVersion(next);
  }
}
