import { LiveAnnouncer } from '@angular/cdk/a11y';
import { inject, Service, signal } from '@angular/core';
import type { AlertSet, AlertSetAction, AlertSetLeft } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { Toasts } from '../../../core/toasts/toasts';
import { AlertDecisions } from '../triage/alert-decisions';
import { AlertSetApi, type Meant } from './alert-set-api';
import { leftInWords, progressInWords, resultInWords, shareDone } from './set-words';

const LOOK_MS = 400;
const LOOK_AFTER_FAILURE_MS = 3_000;
/** Said aloud at a quarter, a half and three quarters. */
const QUARTERS = 4;

/** What is done to many alerts at once, wherever a person goes meanwhile. One at a time. */
@Service()
export class AlertSetJob {
  private readonly announcer = inject(LiveAnnouncer);
  private readonly api = inject(AlertSetApi);
  private readonly decisions = inject(AlertDecisions);
  private readonly toasts = inject(Toasts);
  private readonly state = signal<AlertSet | undefined>(undefined);
  private readonly leftState = signal<AlertSetLeft['alerts']>([]);
  private said = 0;
  private hasFailed = false;

  /** The set that is worked off, or was last and is not dismissed. */
  readonly set = this.state.asReadonly();
  /** Alerts of it that were left, the first of them. */
  readonly left = this.leftState.asReadonly();

  /** @returns the frozen set, whose number is exact; `undefined` when it could not be made, which was said. */
  async freeze(which: Meant): Promise<AlertSet | undefined> {
    try {
      return await this.api.freeze(which);
    } catch (error) {
      this.toasts.failed(`The alerts could not be selected. ${toProblem(error).detail}`);
      return undefined;
    }
  }

  async run({ id }: AlertSet, action: AlertSetAction): Promise<void> {
    await this.start(() => this.api.run(id, action));
  }

  async undo(): Promise<void> {
    const set = this.state();
    if (set?.undoUntil) await this.start(() => this.api.undo(set.id));
  }

  dismiss(): void {
    this.state.set(undefined);
    this.leftState.set([]);
  }

  private async start(command: () => Promise<AlertSet>): Promise<void> {
    this.said = 0;
    this.leftState.set([]);
    try {
      const set = await command();
      this.state.set(set);
      await this.follow(set.id);
    } catch (error) {
      this.toasts.failed(`Nothing was changed. ${toProblem(error).detail}`);
    }
  }

  private async follow(id: string): Promise<void> {
    while (this.isUnderWay(id)) await this.look(id);
    const set = this.state();
    if (set?.id !== id) return;
    this.settle(set);
    if (leftInWords(set) !== '') this.leftState.set(await this.whatWasLeft(id));
  }

  private isUnderWay(id: string): boolean {
    const set = this.state();
    return set?.id === id && (set.state === 'running' || set.state === 'undoing');
  }

  /** The work goes on whether it can be seen or not, so a failure here only means to look again later. */
  private async look(id: string): Promise<void> {
    await pause(this.hasFailed ? LOOK_AFTER_FAILURE_MS : LOOK_MS);
    try {
      const set = await this.api.find(id);
      if (this.state()?.id === id) this.state.set(set);
      this.sayQuarter(set);
      this.hasFailed = false;
    } catch {
      this.hasFailed = true;
    }
  }

  private sayQuarter(set: AlertSet): void {
    const quarter = Math.floor(shareDone(set) * QUARTERS);
    if (quarter <= this.said || quarter === QUARTERS) return;
    this.said = quarter;
    void this.announcer.announce(progressInWords(set), 'polite');
  }

  private settle(set: AlertSet): void {
    const words = [resultInWords(set), leftInWords(set)].filter(Boolean).join(' ');
    if (set.undoUntil === null) {
      this.toasts.done(words);
      return;
    }
    const undo = () => void this.undo();
    this.decisions.remember({ label: `Undo: ${resultInWords(set)}`, run: undo });
    this.toasts.done(words, { label: 'Undo', run: undo });
  }

  private async whatWasLeft(id: string): Promise<AlertSetLeft['alerts']> {
    try {
      return (await this.api.left(id)).alerts;
    } catch {
      // The number stands on the screen; the names are a comfort.
      return [];
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
