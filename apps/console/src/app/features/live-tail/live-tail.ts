import { computed, DestroyRef, effect, inject, Service, signal, untracked } from '@angular/core';
import type { TailAnswer, TailLines } from '@tocsin/api-contract';

import { Connection } from '../../core/realtime/connection';
import { EMPTY_LOG, withLines, type TailLog } from './tail-log';

/** Whether the server sends what is wished, and if not, why. */
export type TailState = 'asking' | 'watching' | 'refused' | 'unanswered';

/** The server answers at once; a wish it has not answered by then is lost. */
export const ANSWER_WITHIN_MS = 10_000;

/** The stream as somebody watches it: asked for again whenever the wish changes or the connection comes back. */
@Service({ autoProvided: false })
export class LiveTail {
  private readonly connection = inject(Connection);
  private readonly wish = signal<string | undefined>(undefined);
  private readonly passing = signal<TailLog>(EMPTY_LOG);
  private readonly held = signal<TailLog | undefined>(undefined);
  private readonly answer = signal<TailAnswer | undefined>(undefined);
  private readonly isLate = signal(false);
  private readonly retries = signal(0);

  readonly isConnected = computed(() => this.connection.state() === 'live');
  readonly state = computed<TailState>(() => {
    const answer = this.answer();
    if (answer === undefined) return this.isLate() && this.isConnected() ? 'unanswered' : 'asking';
    return answer.ok ? 'watching' : 'refused';
  });
  /** What is wrong with the wish. */
  readonly reason = computed(() => {
    const answer = this.answer();
    return answer?.ok === false ? answer.reason : '';
  });
  readonly isPaused = computed(() => this.held() !== undefined);
  /** What is on the screen: the stream, or how it stood when it was paused. */
  readonly log = computed(() => this.held() ?? this.passing());
  /** Lines that have come since the pause. */
  readonly waiting = computed(() => this.passing().shown - this.log().shown);

  constructor() {
    const leave = this.connection.on<TailLines>('tail.lines', (lines) => {
      if (this.state() === 'watching') this.passing.update((log) => withLines(log, lines));
    });
    effect((onCleanup) => {
      const where = this.wish();
      this.retries();
      // A connection may be lost and back before anybody looked whether there is one.
      this.connection.reconnections();
      if (where === undefined || !this.isConnected()) return;
      untracked(() => this.ask(where));
      const timer = setTimeout(() => this.isLate.set(true), ANSWER_WITHIN_MS);
      onCleanup(() => clearTimeout(timer));
    });
    inject(DestroyRef).onDestroy(() => {
      leave();
      if (this.isConnected()) this.connection.send('tail.end');
    });
  }

  /** @param where in the search language; empty for everything. */
  watch(where: string): void {
    if (where === this.wish()) return;
    this.passing.set(EMPTY_LOG);
    this.held.set(undefined);
    this.wish.set(where);
  }

  /** Asks once more for what was wished. */
  retry(): void {
    this.retries.update((count) => count + 1);
  }

  pause(): void {
    if (!this.isPaused()) this.held.set(this.passing());
  }

  resume(): void {
    this.held.set(undefined);
  }

  private ask(where: string): void {
    this.answer.set(undefined);
    this.isLate.set(false);
    this.connection.send('tail.watch', { where }, (answer: TailAnswer) => {
      if (where === this.wish()) this.answer.set(answer);
    });
  }
}
