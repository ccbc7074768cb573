import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, inject, input, output, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { List } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../../../core/api/problem';
import { ListCatalog } from '../catalog/list-catalog';

/** Says what removing a list does before it is done; it cannot be undone. */
@Component({
  selector: 'tocsin-remove-list',
  imports: [MatIcon],
  template: `
    @if (problem(); as failure) {
      <div class="problem" role="alert">
        <mat-icon svgIcon="warning" />
        <span>The list was not removed. {{ failure.detail }}</span>
      </div>
    }
    <p role="alert">
      {{ list().name }} and its {{ list().entries.toLocaleString('en') }} entries are out of force at once. This cannot
      be undone.
    </p>
    <button #first class="button danger" type="button" [attr.aria-disabled]="isRemoving()" (click)="remove()">
      Remove {{ list().name }}
    </button>
    <button class="button" type="button" (click)="closed.emit()">Keep it</button>
  `,
  styles: `
    :host {
      display: flex;
      flex: none;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2);
      padding: var(--space-2) var(--space-4);
      border-bottom: 1px solid var(--line);
    }

    .problem {
      width: 100%;
    }
  `,
})
export class RemoveList {
  private readonly catalog = inject(ListCatalog);
  private readonly first = viewChild.required<ElementRef<HTMLElement>>('first');
  readonly list = input.required<List>();
  readonly removed = output();
  readonly closed = output();
  protected readonly isRemoving = signal(false);
  protected readonly problem = signal<Problem | undefined>(undefined);

  constructor() {
    afterNextRender(() => this.first().nativeElement.focus());
  }

  protected async remove(): Promise<void> {
    if (this.isRemoving()) return;
    this.isRemoving.set(true);
    this.problem.set(undefined);
    try {
      await this.catalog.remove(this.list().name);
      this.removed.emit();
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.isRemoving.set(false);
    }
  }
}
