import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { CreatedKey, Key } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../core/api/problem';
import { Moment } from '../../../core/time/moment';
import { ServerClock } from '../../../core/time/server-clock';
import { Toasts } from '../../../core/toasts/toasts';
import { CopyButton } from '../../../shared/copy-button';
import { Failed } from '../../../shared/failed';
import { sendCommand } from '../../../shared/send-command';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { NewKey } from './new-key';
import { SourceStore } from './source-store';

/** The keys of one source. A new one is shown once; revoking one cannot be undone, so it asks. */
@Component({
  selector: 'tocsin-source-keys',
  imports: [CopyButton, Failed, MatIcon, Moment, NewKey, OutsideText, SkeletonRows],
  templateUrl: './source-keys.html',
  styleUrl: './source-keys.scss',
})
export class SourceKeys {
  private readonly clock = inject(ServerClock);
  private readonly toasts = inject(Toasts);
  protected readonly store = inject(SourceStore);
  readonly source = input.required<string>();
  readonly mayManage = input.required<boolean>();

  /** Each belongs to the source it was made under, and goes when another is chosen. */
  protected readonly isAdding = linkedSignal({ source: this.source, computation: () => false });
  protected readonly created = linkedSignal<string, CreatedKey | undefined>({
    source: this.source,
    computation: () => undefined,
  });
  protected readonly revoking = linkedSignal<string, string | undefined>({
    source: this.source,
    computation: () => undefined,
  });
  protected readonly problem = signal<Problem | undefined>(undefined);
  protected readonly command = computed(() => {
    const created = this.created();
    return created ? sendCommand(location.origin, created.authorization) : '';
  });

  protected stateOf(key: Key): string {
    if (key.revokedAt !== null) return 'revoked';
    const isOver = key.expiresAt !== null && Date.parse(key.expiresAt) <= this.clock.now().getTime();
    return isOver ? 'expired' : 'works';
  }

  protected took(created: CreatedKey): void {
    this.created.set(created);
    this.isAdding.set(false);
  }

  protected async revoke(key: Key): Promise<void> {
    this.problem.set(undefined);
    try {
      await this.store.revokeKey(key.id);
      this.revoking.set(undefined);
      this.toasts.done(`Revoked the key ${key.id}.`);
    } catch (error) {
      this.problem.set(toProblem(error));
    }
  }
}
