import { inject, Service, signal } from '@angular/core';
import type { RetryProgress } from '@tocsin/api-contract';

import { toProblem } from '../../core/api/problem';
import { Toasts } from '../../core/toasts/toasts';
import { ParkedApi } from './parked-api';
import type { ParkedChoice } from './parked-choice';

const LOOK_MS = 500;

/** Parked events that are sent through the pipeline once more, and how far that is. The server goes on when nobody looks. */
@Service({ autoProvided: false })
export class ParkedReplay {
  private readonly api = inject(ParkedApi);
  private readonly toasts = inject(Toasts);
  private readonly state = signal<RetryProgress | undefined>(undefined);
  readonly progress = this.state.asReadonly();

  /** @returns when none waits any more, or nobody can tell. */
  async one(id: string, text?: string): Promise<void> {
    await this.follow(() => this.api.retryOne(id, text));
  }

  async all(choice: ParkedChoice): Promise<void> {
    await this.follow(() => this.api.retryMany(choice));
  }

  private async follow(start: () => Promise<{ readonly id: string }>): Promise<void> {
    try {
      const { id } = await start();
      let progress = await this.api.progress(id);
      this.state.set(progress);
      while (progress.waiting > 0) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        progress = await this.api.progress(id);
        this.state.set(progress);
      }
      this.toasts.done(
        `${progress.events.toLocaleString('en')} went through again. What was refused again is still listed.`,
      );
    } catch (error) {
      this.toasts.failed(`Replaying could not be followed to its end. ${toProblem(error).detail}`);
    } finally {
      this.state.set(undefined);
    }
  }
}
