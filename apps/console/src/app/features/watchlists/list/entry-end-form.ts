import { afterNextRender, Component, computed, inject, input, output, viewChild, type ElementRef } from '@angular/core';
import type { ListEntry } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { ServerClock } from '../../../core/time/server-clock';
import { OutsideText } from '../../../shared/text/outside-text';
import { ENDS, endAfter } from '../../../shared/entry-end';

/** An end that somebody chose for an entry; null: until it is removed. */
export interface NewEnd {
  readonly entry: ListEntry;
  readonly expiresAt: string | null;
}

/** Offers other ends for an entry, counted from now. */
@Component({
  selector: 'tocsin-entry-end',
  imports: [Moment, OutsideText],
  template: `
    <h3 #head tabindex="-1">End of <tocsin-text class="mono" [value]="entry().value" /></h3>
    <span class="secondary">
      @if (entry().expiresAt; as end) {
        now <tocsin-moment [at]="end" />; from today:
      } @else {
        now never; from today:
      }
    </span>
    @for (one of ends(); track one.days) {
      <button class="button" type="button" (click)="choose(one.days)">
        {{ one.days === 0 ? 'never' : one.label }}
      </button>
    }
    <button class="button quiet" type="button" (click)="closed.emit()">Leave it</button>
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
      background: var(--surface-2);
      overflow-wrap: anywhere;
    }
  `,
})
export class EntryEnd {
  private readonly clock = inject(ServerClock);
  private readonly head = viewChild.required<ElementRef<HTMLElement>>('head');
  readonly entry = input.required<ListEntry>();
  /** What is blocked cannot be blocked for ever. */
  readonly mustEnd = input.required<boolean>();
  readonly chosen = output<NewEnd>();
  readonly closed = output();
  protected readonly ends = computed(() => ENDS.filter(({ days }) => days > 0 || !this.mustEnd()));

  constructor() {
    afterNextRender(() => this.head().nativeElement.focus());
  }

  protected choose(days: number): void {
    this.chosen.emit({ entry: this.entry(), expiresAt: endAfter(days, this.clock.now()) });
  }
}
