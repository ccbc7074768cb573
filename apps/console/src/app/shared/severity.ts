import { Component, computed, input } from '@angular/core';
import type { AlertSummary } from '@tocsin/api-contract';

export type Level = AlertSummary['severity'];

const LABELS: Readonly<Record<Level, string>> = {
  informational: 'Info',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};
const BARS: Readonly<Record<Level, number>> = { informational: 0, low: 1, medium: 2, high: 3, critical: 3 };

/** Severity by three cues: bars (critical a solid square with a mark), the word, the colour. */
@Component({
  selector: 'tocsin-severity',
  template: `
    <span class="severity" [attr.data-level]="level()" [title]="wordHidden() ? label() : ''">
      <svg viewBox="0 0 14 14" aria-hidden="true">
        @if (level() === 'critical') {
          <path
            fill-rule="evenodd"
            d="M2 0h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2V2a2 2 0 0 1 2-2zm4.1 2.7.3 5.3h1.2l.3-5.3zm.9 6.6a1 1 0 1 0 0 2 1 1 0 0 0 0-2z"
          />
        } @else {
          <rect x="1" y="9" width="3" height="4" rx=".5" [class.off]="bars() < 1" />
          <rect x="5.5" y="5.5" width="3" height="7.5" rx=".5" [class.off]="bars() < 2" />
          <rect x="10" y="2" width="3" height="11" rx=".5" [class.off]="bars() < 3" />
        }
      </svg>
      <span [class.visually-hidden]="wordHidden()">{{ label() }}</span>
    </span>
  `,
})
export class Severity {
  readonly level = input.required<Level>();
  /** Only where the column's head says Severity. */
  readonly wordHidden = input(false);
  protected readonly label = computed(() => LABELS[this.level()]);
  protected readonly bars = computed(() => BARS[this.level()]);
}
