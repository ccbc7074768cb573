import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import type { EventHistogram } from '@tocsin/api-contract';

import { Preferences } from '../../core/preferences/preferences';
import { exactTime } from '../../core/time/format-time';
import { Moment } from '../../core/time/moment';
import { DURATIONS, quantityText } from '../../shared/quantity';
import type { Span } from '../../shared/time-range/span';

interface Bar extends Span {
  readonly count: number;
  /** Of the highest, in per cent. */
  readonly height: number;
  readonly words: string;
}

/** How the events of a search lie in time. Bars may be chosen: one by a click, several by a drag or with Shift and arrows. */
@Component({
  selector: 'tocsin-hunt-histogram',
  imports: [Moment],
  template: `
    <div
      class="bars"
      role="slider"
      tabindex="0"
      aria-label="Events over time. Arrows go from bar to bar, with Shift they take more of them, Enter narrows the search to these."
      aria-valuemin="0"
      [attr.aria-valuemax]="bars().length - 1"
      [attr.aria-valuenow]="at()"
      [attr.aria-valuetext]="words()"
      (pointerdown)="begin($event)"
      (pointermove)="at.set(under($event))"
      (pointerup)="end($event)"
      (pointercancel)="anchor.set(undefined)"
      (keydown.arrowleft)="move($event, -1)"
      (keydown.arrowright)="move($event, 1)"
      (keydown.shift.arrowleft)="stretch($event, -1)"
      (keydown.shift.arrowright)="stretch($event, 1)"
      (keydown.escape)="anchor.set(undefined)"
      (keydown.enter)="choose()"
    >
      @for (bar of bars(); track bar.from) {
        <span class="slot" [class.at]="$index >= range()[0] && $index <= range()[1]"
          ><span class="bar" [class.some]="bar.count > 0" [style.height.%]="bar.height"></span
        ></span>
      }
    </div>
    <div class="axis">
      <tocsin-moment [at]="histogram().from" />
      <span>{{ words() }}</span>
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

  /** Where a choice of several bars began. */
  protected readonly anchor = linkedSignal<readonly Bar[], number | undefined>({
    source: () => this.bars(),
    computation: () => undefined,
  });
  /** First and last of the bars that would be chosen. */
  protected readonly range = computed((): readonly [number, number] => {
    const [at, anchor] = [this.at(), this.anchor() ?? this.at()];
    return [Math.min(at, anchor), Math.max(at, anchor)];
  });
  protected readonly words = computed(() => {
    const [first, last] = this.range();
    if (first === last) return this.bars()[first]?.words;
    const chosen = this.bars().slice(first, last + 1);
    const count = chosen.reduce((sum, bar) => sum + bar.count, 0).toLocaleString('en');
    return `${count} in ${chosen.length} bars from ${this.written(chosen[0]?.from)} to ${this.written(chosen.at(-1)?.to)}`;
  });

  protected move(event: Event, step: number): void {
    event.preventDefault();
    this.anchor.set(undefined);
    this.go(step);
  }

  protected stretch(event: Event, step: number): void {
    event.preventDefault();
    this.anchor.update((anchor) => anchor ?? this.at());
    this.go(step);
  }

  protected begin(event: PointerEvent): void {
    if (event.button !== 0) return;
    // A drag that leaves the bars goes on.
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.at.set(this.under(event));
    this.anchor.set(this.at());
  }

  protected end(event: PointerEvent): void {
    if (this.anchor() === undefined) return;
    this.at.set(this.under(event));
    this.choose();
  }

  /** Which bar the pointer is over. */
  protected under({ clientX, currentTarget }: MouseEvent): number {
    const { left, width } = (currentTarget as HTMLElement).getBoundingClientRect();
    const nr = Math.floor(((clientX - left) / Math.max(1, width)) * this.bars().length);
    return Math.min(this.bars().length - 1, Math.max(0, nr));
  }

  protected choose(): void {
    const [first, last] = this.range().map((index) => this.bars()[index]);
    this.anchor.set(undefined);
    if (first !== undefined && last !== undefined) this.chosen.emit({ from: first.from, to: last.to });
  }

  private go(step: number): void {
    this.at.update((at) => Math.min(this.bars().length - 1, Math.max(0, at + step)));
  }

  private written(time: string | undefined): string {
    return time === undefined ? '' : exactTime(new Date(time), this.preferences.zone());
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
