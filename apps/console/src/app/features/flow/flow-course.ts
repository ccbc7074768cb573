import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';

import { Preferences } from '../../core/preferences/preferences';
import { exactTime } from '../../core/time/format-time';
import { Moment } from '../../core/time/moment';
import type { FlowSlot } from './flow-range';

/** What was accepted in time; a piece that does not agree has a notch. Arrows go from piece to piece. */
@Component({
  selector: 'tocsin-flow-course',
  imports: [Moment],
  template: `
    <div
      class="bars"
      role="slider"
      tabindex="0"
      aria-label="Accepted over time. Arrows go from piece to piece, Enter opens its batches."
      aria-valuemin="0"
      [attr.aria-valuemax]="slots().length - 1"
      [attr.aria-valuenow]="at()"
      [attr.aria-valuetext]="words()"
      (pointermove)="at.set(under($event))"
      (click)="opened.emit(slots()[under($event)])"
      (keydown.arrowleft)="move($event, -1)"
      (keydown.arrowright)="move($event, 1)"
      (keydown.enter)="opened.emit(slots()[at()])"
    >
      @for (slot of slots(); track slot.from) {
        <span class="slot" [class.at]="$index === at()" [class.gap]="slot.unexplained > 0"
          ><span class="bar" [class.some]="slot.accepted > 0" [style.height.%]="slot.height"></span
        ></span>
      }
    </div>
    <div class="axis">
      <tocsin-moment [at]="slots()[0]?.from ?? ''" />
      <span>{{ words() }}</span>
      <tocsin-moment [at]="slots().at(-1)?.to ?? ''" />
    </div>
  `,
  styleUrl: './flow-course.scss',
})
export class FlowCourse {
  private readonly preferences = inject(Preferences);
  readonly slots = input.required<readonly FlowSlot[]>();
  readonly opened = output<FlowSlot | undefined>();
  /** The piece that is talked about: at first the last one. */
  protected readonly at = linkedSignal(() => Math.max(0, this.slots().length - 1));
  protected readonly words = computed(() => {
    const slot = this.slots()[this.at()];
    if (slot === undefined) return '';
    const gap = slot.unexplained === 0 ? 'both sides agree' : `${slot.unexplained.toLocaleString('en')} unexplained`;
    const time = exactTime(new Date(slot.from), this.preferences.zone());
    return `${time}: ${slot.accepted.toLocaleString('en')} accepted, ${gap}`;
  });

  protected move(event: Event, step: number): void {
    event.preventDefault();
    this.at.update((at) => Math.min(this.slots().length - 1, Math.max(0, at + step)));
  }

  /** Which piece the pointer is over. */
  protected under({ clientX, currentTarget }: MouseEvent): number {
    const { left, width } = (currentTarget as HTMLElement).getBoundingClientRect();
    const nr = Math.floor(((clientX - left) / Math.max(1, width)) * this.slots().length);
    return Math.min(this.slots().length - 1, Math.max(0, nr));
  }
}
