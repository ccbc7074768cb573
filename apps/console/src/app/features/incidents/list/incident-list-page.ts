import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { IncidentSummary } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { KeyHint } from '../../../core/commands/key-hint';
import { Avatar } from '../../../core/people/avatar';
import { SessionStore } from '../../../core/session/session-store';
import { Page } from '../../../core/shell/page';
import { duration } from '../../../core/time/format-time';
import { ServerClock } from '../../../core/time/server-clock';
import { Failed } from '../../../shared/failed';
import { FilterBox } from '../../../shared/filter-box';
import { Severity } from '../../../shared/severity';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { OutsideText } from '../../../shared/text/outside-text';
import { IncidentDialogs } from '../dialogs/incident-dialogs';
import { PHASE_WORDS } from '../incident-words';
import { IncidentListStore, type IncidentChoice } from './incident-list-store';

const STATE_WORDS = { open: 'Open', closed: 'Closed', merged: 'Merged', all: 'All' } as const;
const STATES = ['open', 'closed', 'merged', 'all'] as const;

/** What people work on, and what they worked on. */
@Component({
  selector: 'tocsin-incident-list-page',
  imports: [Avatar, Failed, FilterBox, KeyHint, MatIcon, OutsideText, Page, RouterLink, Severity, SkeletonRows, Stale],
  providers: [IncidentListStore],
  templateUrl: './incident-list-page.html',
  styleUrl: './incident-list-page.scss',
})
export class IncidentListPage {
  private readonly router = inject(Router);
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionStore);
  private readonly dialogs = inject(IncidentDialogs);
  private readonly box = viewChild(FilterBox);
  private readonly table = viewChild<ElementRef<HTMLElement>>('rows');
  protected readonly store = inject(IncidentListStore);
  protected readonly mayRead = this.session.may('incident.read');
  protected readonly mayHandle = this.session.may('incident.handle');
  protected readonly states = STATES;
  protected readonly stateWords = STATE_WORDS;
  protected readonly phases = PHASE_WORDS;
  readonly q = input<string>();
  readonly state = input<string>();
  /** Asks for a new incident at once: the way to it from everywhere. */
  readonly new = input<string>();
  protected readonly filter = computed(() => this.q()?.trim() ?? '');
  protected readonly chosen = computed<IncidentChoice['state']>(
    () => STATES.find((state) => state === this.state()) ?? 'open',
  );
  protected readonly cursor = signal(0);

  constructor() {
    effect(() => {
      const choice = { q: this.filter(), state: this.chosen() };
      if (this.mayRead) untracked(() => this.store.show(choice));
    });
    effect(() => {
      if (this.new() !== undefined && this.mayHandle) untracked(() => void this.makeFromElsewhere());
    });
    offerCommands(() => this.commands());
  }

  protected age({ createdAt }: IncidentSummary): string {
    this.clock.day();
    return duration(Math.max(0, Math.round((untracked(this.clock.now).getTime() - Date.parse(createdAt)) / 1_000)));
  }

  /** Filters replace the entry in the history: going back leaves the screen, not a filter. */
  protected narrow(q: string): void {
    void this.router.navigate([], { queryParams: { q: q || null }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected make(): void {
    void this.dialogs.create();
  }

  private async makeFromElsewhere(): Promise<void> {
    await this.router.navigate([], { queryParams: { new: null }, queryParamsHandling: 'merge', replaceUrl: true });
    this.make();
  }

  private commands(): Command[] {
    const section = 'This list';
    const move = (step: 1 | -1) => () => this.move(step);
    const rows: Command[] = [
      { id: 'next', label: 'Next incident', section, keys: 'j', run: move(1) },
      { id: 'previous', label: 'Previous incident', section, keys: 'k', run: move(-1) },
      { id: 'open', label: 'Open the incident', section, keys: 'enter', handledByWidget: true, run: () => undefined },
      { id: 'filter', label: 'Find incidents', section, keys: '/', icon: 'filter', run: () => this.box()?.focus() },
    ];
    return rows;
  }

  /** The focus is the cursor: Enter follows the link that has it. */
  private move(step: 1 | -1): void {
    const links = [...(this.table()?.nativeElement.querySelectorAll<HTMLElement>('tbody a') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  }
}
