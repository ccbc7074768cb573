import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';

import { Preferences } from '../../core/preferences/preferences';
import { ServerClock } from '../../core/time/server-clock';
import { lastSpanOf, PRESETS, shifted, type GivenSpan, type Span } from './span';
import { lastOf, readTime, writeTime } from './time-words';

const BETWEEN = 'between';

/** From when to when: a span that ends now, or two times as people write them. The first is part of the range, the second is not. */
@Component({
  selector: 'tocsin-time-range',
  templateUrl: './time-range.html',
  styleUrl: './time-range.scss',
})
export class TimeRange {
  private readonly preferences = inject(Preferences);
  private readonly clock = inject(ServerClock);
  readonly given = input.required<GivenSpan>();
  /** The range as it was when it was last searched. */
  readonly span = input.required<Span>();
  readonly lastChosen = output<string>();
  readonly spanChosen = output<Span>();
  protected readonly between = BETWEEN;
  protected readonly isWrong = signal(false);
  private readonly last = computed(() => lastSpanOf(this.given()));
  /** One that no preset is stands with them while it is chosen. */
  protected readonly choices = computed(() => {
    const last = this.last();
    const isUsual = last === undefined || PRESETS.some((preset) => preset.last === last.last);
    return isUsual ? PRESETS : [...PRESETS, last];
  });
  protected readonly shown = linkedSignal<string>(() => this.last()?.last ?? BETWEEN);
  protected readonly zoneName = computed(() => (this.preferences.zone() === 'utc' ? 'UTC' : 'local time'));
  protected readonly written = computed(() => {
    const { from, to } = this.span();
    return { from: writeTime(from, this.preferences.zone()), to: writeTime(to, this.preferences.zone()) };
  });

  protected choose(value: string): void {
    this.isWrong.set(false);
    this.shown.set(value);
    if (value !== BETWEEN) this.lastChosen.emit(value);
  }

  protected apply(fromText: string, toText: string): void {
    const last = lastOf(fromText, toText);
    const [from, to] = [this.read(fromText), this.read(toText.trim() || 'now')];
    const isWrong = from === undefined || to === undefined || from >= to;
    this.isWrong.set(isWrong);
    if (isWrong) return;
    if (last === undefined) this.spanChosen.emit({ from: from.toISOString(), to: to.toISOString() });
    else this.lastChosen.emit(last);
  }

  protected step(by: 1 | -1): void {
    this.spanChosen.emit(shifted(this.span(), by));
  }

  private read(text: string): Date | undefined {
    return readTime(text, this.clock.now(), this.preferences.zone());
  }
}
