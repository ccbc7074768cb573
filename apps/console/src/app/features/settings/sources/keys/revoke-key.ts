import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, inject, input, output, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { Key } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../../core/api/problem';
import { Toasts } from '../../../../core/toasts/toasts';
import { SourceStore } from '../source/source-store';

/** Says what revoking a key does before it is done; it cannot be undone. */
@Component({
  selector: 'tocsin-revoke-key',
  imports: [MatIcon],
  template: `
    @if (problem(); as failure) {
      <div class="problem" role="alert">
        <mat-icon svgIcon="warning" />
        <span>The key was not revoked. {{ failure.detail }}</span>
      </div>
    }
    <p role="alert">
      Whoever sends with <span class="mono">{{ key().id }}</span> will be refused from now on. This cannot be undone.
    </p>
    <button #first class="button danger" type="button" [attr.aria-disabled]="isRevoking()" (click)="revoke()">
      Revoke {{ key().id }}
    </button>
    <button class="button" type="button" (click)="closed.emit()">Keep it</button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2);
      padding: var(--space-1) 0;
    }

    .problem {
      width: 100%;
    }
  `,
})
export class RevokeKey {
  private readonly store = inject(SourceStore);
  private readonly toasts = inject(Toasts);
  private readonly first = viewChild.required<ElementRef<HTMLElement>>('first');
  readonly key = input.required<Key>();
  /** The key was revoked, or is kept. */
  readonly closed = output();
  protected readonly isRevoking = signal(false);
  protected readonly problem = signal<Problem | undefined>(undefined);

  constructor() {
    afterNextRender(() => this.first().nativeElement.focus());
  }

  protected async revoke(): Promise<void> {
    if (this.isRevoking()) return;
    this.isRevoking.set(true);
    this.problem.set(undefined);
    try {
      await this.store.revokeKey(this.key().id);
      this.toasts.done(`Revoked the key ${this.key().id}.`);
      this.closed.emit();
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.isRevoking.set(false);
    }
  }
}
