import { Component, computed, effect, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { KeyHint } from '../../../core/commands/key-hint';
import { SessionStore } from '../../../core/session/session-store';
import { Page } from '../../../core/shell/page';
import { PageTitles } from '../../../core/shell/page-titles';
import { Moment } from '../../../core/time/moment';
import { CopyButton } from '../../../shared/copy-button';
import { Failed } from '../../../shared/failed';
import { Severity } from '../../../shared/severity';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { visibleString } from '../../../shared/text/visible-text';
import { AlertCommands } from '../alert-detail/alert-commands';
import { AlertDetailStore } from '../alert-detail/alert-detail-store';
import { AlertEntities } from '../alert-detail/alert-entities';
import { AlertVerbs } from '../alert-detail/alert-verbs';
import { EventCourse } from '../alert-detail/event-course';
import { ProofTable } from '../alert-detail/proof-table';
import { RuleFacts } from '../alert-detail/rule-facts';
import { statusInWords } from '../alert-detail/status-words';
import { RuleExceptions } from '../exceptions/rule-exceptions';
import { AlertTrail } from '../live/alert-trail';
import { AlertPresence } from '../presence/alert-presence';
import { PeopleHere } from '../presence/people-here';
import { AlertHistory } from './alert-history';
import { AlertRelated } from './alert-related';
import { goToAnchor } from './anchor';
import { RuleRecord } from './rule-record';

/** Everything about one alert, at an address that can be sent to a colleague. */
@Component({
  selector: 'tocsin-alert-page',
  imports: [
    AlertEntities,
    AlertHistory,
    AlertRelated,
    AlertVerbs,
    CopyButton,
    EventCourse,
    Failed,
    KeyHint,
    MatIcon,
    Moment,
    OutsideText,
    Page,
    PeopleHere,
    ProofTable,
    RouterLink,
    RuleExceptions,
    RuleFacts,
    RuleRecord,
    Severity,
    SkeletonRows,
  ],
  providers: [AlertDetailStore],
  templateUrl: './alert-page.html',
  styleUrl: './alert-page.scss',
})
export class AlertPage {
  private readonly commands = inject(AlertCommands);
  private readonly router = inject(Router);
  private readonly titles = inject(PageTitles);
  private readonly trail = inject(AlertTrail);
  protected readonly store = inject(AlertDetailStore);
  protected readonly statusInWords = statusInWords;
  protected readonly mayReadRules = inject(SessionStore).may('rule.read');
  readonly number = input.required<string>();

  protected readonly place = computed(() => this.trail.place(this.number()));
  protected readonly back = computed(() => this.router.parseUrl(this.trail.list()));
  protected readonly proofAsJson = computed(() => {
    const detail = this.store.detail();
    return detail
      ? JSON.stringify({ rule: detail.rule, proof: detail.proof, lastProof: detail.lastProof }, null, 2)
      : '';
  });

  constructor() {
    offerCommands(() => [...this.onAlert(), ...this.commands.undoing(), ...this.neighbours()]);
    effect(() => {
      this.store.number.set(this.number());
      this.trail.last.set(this.number());
    });
    inject(AlertPresence).visit(computed(() => this.store.detail()?.number));
    goToAnchor(() => this.store.detail()?.number);
    effect(() => {
      const alert = this.store.alert();
      this.titles.set(alert ? `${alert.number} ${visibleString(alert.title)}` : this.number());
    });
  }

  private onAlert(): Command[] {
    const alert = this.store.alert();
    return alert === undefined ? [] : this.commands.on(alert);
  }

  private neighbours(): Command[] {
    if (this.place() === undefined) return [];
    const section = 'This list';
    const go = (step: 1 | -1) => () => this.goTo(step);
    return [
      { id: 'next', label: 'Next alert', section, keys: 'j', run: go(1) },
      { id: 'previous', label: 'Previous alert', section, keys: 'k', run: go(-1) },
    ];
  }

  private goTo(step: 1 | -1): void {
    const number = this.trail.neighbour(this.number(), step);
    // Back leads to the list, not through every alert that was looked at.
    if (number !== undefined) void this.router.navigate(['/alerts', number], { replaceUrl: true });
  }
}
