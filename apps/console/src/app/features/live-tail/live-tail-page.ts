import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';

import type { Problem } from '../../core/api/problem';
import { SessionStore } from '../../core/session/session-store';
import { Page } from '../../core/shell/page';
import { Failed } from '../../shared/failed';
import { FilterBox } from '../../shared/filter-box';
import { ANSWER_WITHIN_MS, LiveTail } from './live-tail';
import { LiveTailCommands } from './live-tail-commands';
import { TailLinesTable } from './tail-lines';
import { MOST_LINES } from './tail-log';

/** Further down than this, somebody reads, and the lines must stand still. */
const READING_AT_PX = 8;
const LONGEST_WHERE = 1_000;

const NO_ANSWER: Problem = {
  title: 'No answer from the server',
  detail: `The server did not answer within ${ANSWER_WITHIN_MS / 1000} seconds. Try again; if that does not help, look at the log of the api.`,
  code: 'tail.no_answer',
  status: 0,
};

/** Events as they pass through the pipeline, as far as eyes can follow. */
@Component({
  selector: 'tocsin-live-tail-page',
  imports: [Failed, FilterBox, MatIcon, Page, TailLinesTable],
  providers: [LiveTail, LiveTailCommands],
  templateUrl: './live-tail-page.html',
  styleUrl: './live-tail-page.scss',
})
export class LiveTailPage {
  private readonly router = inject(Router);
  private readonly filter = viewChild(FilterBox);
  private readonly scroller = viewChild<ElementRef<HTMLElement>>('scroller');
  protected readonly mayRead = inject(SessionStore).may('event.read');
  protected readonly tail = inject(LiveTail);
  protected readonly longestWhere = LONGEST_WHERE;
  protected readonly mostLines = MOST_LINES;
  protected readonly noAnswer = NO_ANSWER;
  /** The query, from the address. */
  readonly q = input<string>();
  protected readonly where = computed(() => this.q()?.trim() ?? '');
  protected readonly cursor = signal<string | undefined>(undefined);
  protected readonly open = signal<string | undefined>(undefined);
  protected readonly waiting = computed(() => this.tail.waiting().toLocaleString('en'));
  protected readonly skipped = computed(() => this.tail.log().skipped.toLocaleString('en'));
  protected readonly shown = computed(() => this.tail.log().shown.toLocaleString('en'));
  /** For screen readers: words that change only when the state does, never numbers. */
  protected readonly spoken = computed(() => {
    if (!this.tail.isConnected()) return 'Not connected';
    if (this.tail.state() !== 'watching') return '';
    return this.tail.isPaused() ? 'Paused' : 'Showing events as they come';
  });

  constructor() {
    inject(LiveTailCommands).connect({
      moveBy: (step) => this.moveBy(step),
      toggle: () => this.toggle(this.cursor()),
      focusFilter: () => this.filter()?.focus(),
      togglePause: () => this.togglePause(),
    });
    effect(() => {
      const where = this.where();
      if (this.mayRead) untracked(() => this.tail.watch(where));
    });
  }

  /** Filters replace the entry in the history: going back leaves the screen, not a query. */
  protected apply(where: string): void {
    void this.router.navigate([], { queryParams: { q: where || null }, replaceUrl: true });
  }

  protected togglePause(): void {
    if (!this.tail.isPaused()) return this.tail.pause();
    this.open.set(undefined);
    this.tail.resume();
    this.scroller()?.nativeElement.scrollTo({ top: 0 });
  }

  protected toggle(id: string | undefined): void {
    this.tail.pause();
    this.cursor.set(id);
    this.open.update((open) => (open === id ? undefined : id));
  }

  protected scrolled(element: HTMLElement): void {
    if (element.scrollTop > READING_AT_PX) this.tail.pause();
  }

  protected focusLines(): void {
    this.scroller()?.nativeElement.focus({ preventScroll: true });
  }

  private moveBy(step: number): void {
    this.tail.pause();
    const { lines } = this.tail.log();
    const at = lines.findIndex(({ id }) => id === this.cursor());
    const target = lines[at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + step))];
    this.cursor.set(target?.id);
    queueMicrotask(() =>
      this.scroller()?.nativeElement.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }),
    );
  }
}
