import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';

import { Preferences } from '../../core/preferences/preferences';
import { PRESETS, presetOf, type GivenSpan, type Span } from './hunt-span';

/** What the box writes and reads: the start of RFC 3339, in the zone that is shown. */
const WRITTEN = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)$/;
const BETWEEN = 'between';

/** From when to when: a span that ends now, or two times. */
@Component({
  selector: 'tocsin-time-range',
  template: `
    <label class="input">
      <span class="visually-hidden">Time range</span>
      <select #choice (input)="choose(choice.value)">
        @for (preset of presets; track preset.last) {
          <option [value]="preset.last" [selected]="preset.last === shown()">{{ preset.label }}</option>
        }
        <option [value]="between" [selected]="shown() === between">Between…</option>
      </select>
    </label>
    @if (shown() === between) {
      <label class="input">
        <span class="visually-hidden">From, {{ zoneName() }}</span>
        <input
          #from
          class="mono"
          type="text"
          [value]="written().from"
          [attr.aria-invalid]="isWrong()"
          (keydown.enter)="apply(from.value, to.value)"
        />
      </label>
      <label class="input">
        <span class="visually-hidden">To, {{ zoneName() }}</span>
        <input
          #to
          class="mono"
          type="text"
          [value]="written().to"
          [attr.aria-invalid]="isWrong()"
          (keydown.enter)="apply(from.value, to.value)"
        />
      </label>
      <button class="button" type="button" (click)="apply(from.value, to.value)">Set</button>
      @if (isWrong()) {
        <span class="wrong small-text" role="alert">Write times as 2026-11-24 12:04:37, the earlier one first.</span>
      }
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2);
    }

    input {
      width: 11.5rem;
    }

    .wrong {
      color: var(--error);
    }
  `,
})
export class TimeRange {
  private readonly preferences = inject(Preferences);
  readonly given = input.required<GivenSpan>();
  /** The range as it was when it was last searched. */
  readonly span = input.required<Span>();
  readonly lastChosen = output<string>();
  readonly spanChosen = output<Span>();
  protected readonly presets = PRESETS;
  protected readonly between = BETWEEN;
  protected readonly isWrong = signal(false);
  protected readonly shown = linkedSignal<string>(() => presetOf(this.given())?.last ?? BETWEEN);
  protected readonly zoneName = computed(() => (this.preferences.zone() === 'utc' ? 'UTC' : 'local time'));
  protected readonly written = computed(() => {
    const { from, to } = this.span();
    return { from: this.write(from), to: this.write(to) };
  });

  protected choose(value: string): void {
    this.isWrong.set(false);
    this.shown.set(value);
    if (value !== BETWEEN) this.lastChosen.emit(value);
  }

  protected apply(fromText: string, toText: string): void {
    const [from, to] = [this.read(fromText), this.read(toText)];
    const isWrong = from === undefined || to === undefined || from >= to;
    this.isWrong.set(isWrong);
    if (!isWrong) this.spanChosen.emit({ from: from.toISOString(), to: to.toISOString() });
  }

  private write(time: string): string {
    const at = new Date(time);
    const shift = this.preferences.zone() === 'utc' ? 0 : at.getTimezoneOffset() * 60_000;
    return new Date(at.getTime() - shift).toISOString().slice(0, 19).replace('T', ' ');
  }

  private read(text: string): Date | undefined {
    const [, day, clock] = WRITTEN.exec(text.trim()) ?? [];
    if (day === undefined || clock === undefined) return undefined;
    const at = new Date(`${day}T${clock}${this.preferences.zone() === 'utc' ? 'Z' : ''}`);
    return Number.isNaN(at.getTime()) ? undefined : at;
  }
}
