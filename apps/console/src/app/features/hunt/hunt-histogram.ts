import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import type { EventHistogram } from '@tocsin/api-contract';

import { Preferences } from '../../core/preferences/preferences';
import { exactTime } from '../../core/time/format-time';
import { Moment } from '../../core/time/moment';
import { DURATIONS, quantityText } from '../../shared/quantity';
import type { Span } from './hunt-span';

interface Bar extends Span {
  readonly count: number;
  /** Of the highest, in per cent. */
  readonly height: number;
  readonly words: string;
}

/** How the events of a search lie in time. One bar may be chosen; arrows go from bar to bar. */
@Component({
  selector: 'tocsin-hunt-histogram',
  imports: [Moment],
  template: `
    <div
      class="bars"
      role="slider"
      tabindex="0"
      aria-label="Events over time. Arrows go from bar to bar, Enter narrows the search to one."
      aria-valuemin="0"
      [attr.aria-valuemax]="bars().length - 1"
      [attr.aria-valuenow]="at()"
      [attr.aria-valuetext]="bars()[at()]?.words"
      (pointermove)="at.set(under($event))"
      (click)="choose(under($event))"
      (keydown.arrowleft)="move($event, -1)"
      (keydown.arrowright)="move($event, 1)"
      (keydown.enter)="choose(at())"
    >
      @for (bar of bars(); track bar.from) {
        <span class="slot" [class.at]="$index === at()"
          ><span class="bar" [class.some]="bar.count > 0" [style.height.%]="bar.height"></span
        ></span>
      }
    </div>
    <div class="axis">
      <tocsin-moment [at]="histogram().from" />
      <span>{{ bars()[at()]?.words }}</span>
      <tocsin-moment [at]="histogram().to" />
    </div>
  `,
  styleUrl: './hunt-histogram.scss',
})
export class HuntHistogram {
  private readonly preferences = inject(Preferences);
  readonly histogram = input.required<EventHistogram>();
  readonly chosen = output<Span>();
  protected readonly bars = computed(() => barsOf(this.histogram(), (at) => exactTime(at, this.preferences.zone())));
  /** The bar that is talked about: at first the last one. */
  protected readonly at = linkedSignal(() => Math.max(0, this.bars().length - 1));

  protected move(event: Event, step: number): void {
    event.preventDefault();
    this.at.update((at) => Math.min(this.bars().length - 1, Math.max(0, at + step)));
  }

  /** Which bar the pointer is over. */
  protected under({ clientX, currentTarget }: MouseEvent): number {
    const { left, width } = (currentTarget as HTMLElement).getBoundingClientRect();
    const nr = Math.floor(((clientX - left) / Math.max(1, width)) * this.bars().length);
    return Math.min(this.bars().length - 1, Math.max(0, nr));
  }

  protected choose(index: number): void {
    const bar = this.bars()[index];
    if (bar !== undefined) this.chosen.emit({ from: bar.from, to: bar.to });
  }
}

/** Every bar of the range, those without events too. */
function barsOf({ from, to, seconds, bars }: EventHistogram, written: (at: Date) => string): Bar[] {
  const width = seconds * 1_000;
  const counts = new Map(bars.map((bar) => [Date.parse(bar.from), bar.count]));
  const highest = Math.max(1, ...counts.values());
  const start = Math.floor(Date.parse(from) / width);
  const length = Math.max(0, Math.ceil(Date.parse(to) / width) - start);
  return Array.from({ length }, (_, nr) => {
    const begin = (start + nr) * width;
    const count = counts.get(begin) ?? 0;
    const words = `${count.toLocaleString('en')} in ${quantityText(seconds, DURATIONS)} from ${written(new Date(begin))}`;
    const height = (100 * count) / highest;
    return { from: new Date(begin).toISOString(), to: new Date(begin + width).toISOString(), count, height, words };
  });
}
