import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';

import { toProblem } from '../../core/api/problem';
import type { Command } from '../../core/commands/command';
import { offerCommands } from '../../core/commands/commands';
import { KeyHint } from '../../core/commands/key-hint';
import { SessionStore } from '../../core/session/session-store';
import { Page } from '../../core/shell/page';
import { Moment } from '../../core/time/moment';
import { Toasts } from '../../core/toasts/toasts';
import { Failed } from '../../shared/failed';
import { FilterBox } from '../../shared/filter-box';
import { SkeletonRows } from '../../shared/skeleton-rows';
import { Stale } from '../../shared/stale';
import { OutsideText } from '../../shared/text/outside-text';
import { ParkedApi } from './parked-api';
import { groupOf, isOf, type ParkedChoice, type ParkedGroup } from './parked-choice';
import { ParkedReplay } from './parked-replay';
import { ParkedStore } from './parked-store';
import { ParkedWorkbench } from './parked-workbench';

const LONGEST_FILTER = 200;
const RULE = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** What could not be stored, by reason, and the ways on from there. */
@Component({
  selector: 'tocsin-parked-page',
  imports: [Failed, FilterBox, KeyHint, MatIcon, Moment, OutsideText, Page, ParkedWorkbench, SkeletonRows, Stale],
  providers: [ParkedReplay, ParkedStore],
  templateUrl: './parked-page.html',
  styleUrl: './parked-page.scss',
})
export class ParkedPage {
  private readonly api = inject(ParkedApi);
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly box = viewChild(FilterBox);
  private readonly rows = viewChild<ElementRef<HTMLElement>>('rows');
  private readonly bench = viewChild(ParkedWorkbench);
  protected readonly replay = inject(ParkedReplay);
  protected readonly store = inject(ParkedStore);
  protected readonly mayRead = this.session.may('parked.read');
  protected readonly mayHandle = this.session.may('parked.handle');
  protected readonly longestFilter = LONGEST_FILTER;
  readonly q = input<string>();
  readonly reason = input<string>();
  readonly stage = input<string>();
  readonly source = input<string>();
  /** Id of the event that is open. */
  readonly event = input<string>();

  protected readonly choice = computed<ParkedChoice>(() => ({
    q: this.q()?.trim() ?? '',
    reasonCode: this.reason(),
    stage: this.stage(),
    source: this.source(),
  }));
  protected readonly group = computed(() => this.store.groups()?.find((group) => isOf(group, this.choice())));
  protected readonly opened = computed(() => this.store.events()?.find(({ id }) => id === this.event()));
  protected readonly isDiscarding = signal(false);
  protected readonly ruleTrouble = signal('');

  constructor() {
    effect(() => {
      const choice = this.choice();
      if (this.mayRead) untracked(() => this.store.show(choice));
    });
    // The largest group is open until somebody chooses another.
    effect(() => {
      const [first] = this.store.groups() ?? [];
      if (first !== undefined && this.group() === undefined) untracked(() => this.chooseGroup(first));
    });
    offerCommands(() => this.commands());
  }

  protected isChosen(group: ParkedGroup): boolean {
    return isOf(group, this.choice());
  }

  protected chooseGroup(group: ParkedGroup): void {
    const { reasonCode, stage, source } = groupOf(group, '');
    this.isDiscarding.set(false);
    this.go({ reason: reasonCode ?? null, stage: stage ?? null, source: source ?? null, event: null });
  }

  protected narrow(q: string): void {
    this.go({ q: q || null, event: null });
  }

  protected open(id: string): void {
    this.go({ event: id });
  }

  protected async retryOne({ id, text }: { readonly id: string; readonly text: string | undefined }): Promise<void> {
    await this.replay.one(id, text);
    this.store.reload();
  }

  protected async retryAll(): Promise<void> {
    if (this.group() === undefined || this.replay.progress() !== undefined) return;
    await this.replay.all(this.choice());
    this.store.reload();
  }

  protected async discard(typed: string): Promise<void> {
    const rule = typed.trim().toLowerCase();
    if (!RULE.test(rule)) {
      this.ruleTrouble.set('Name the rule with small letters, digits, dots or hyphens, such as test-traffic.');
      return;
    }
    this.ruleTrouble.set('');
    try {
      const { events } = await this.api.discard(this.choice(), rule);
      this.toasts.done(`Discarded ${events.toLocaleString('en')} by the rule ${rule}.`);
      this.isDiscarding.set(false);
      this.store.reload();
    } catch (error) {
      this.ruleTrouble.set(`Nothing was discarded. ${toProblem(error).detail}`);
    }
  }

  protected focusRows(): void {
    this.rows()?.nativeElement.focus({ preventScroll: true });
  }

  /** Choices replace the entry in the history: going back leaves the screen. */
  private go(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  private commands(): Command[] {
    const section = 'This list';
    const move = (step: 1 | -1) => () => this.moveBy(step);
    const replay = { id: 'replay', label: 'Try all of this reason again', section, keys: 'r', icon: 'retry' } as const;
    return [
      { id: 'next', label: 'Next event', section, keys: 'j', run: move(1) },
      { id: 'previous', label: 'Previous event', section, keys: 'k', run: move(-1) },
      { id: 'filter', label: 'Find parked events', section, keys: '/', icon: 'filter', run: () => this.box()?.focus() },
      { id: 'raw', label: 'All bytes, edit', section, keys: 'e', run: () => this.readRaw() },
      ...(this.mayHandle && this.group() ? [{ ...replay, run: () => void this.retryAll() }] : []),
    ];
  }

  private readRaw(): void {
    void this.bench()?.read();
  }

  private moveBy(step: 1 | -1): void {
    const events = this.store.events() ?? [];
    const at = events.findIndex(({ id }) => id === this.event());
    const next = events[at < 0 ? 0 : Math.min(events.length - 1, Math.max(0, at + step))];
    if (next !== undefined) this.open(next.id);
  }
}
