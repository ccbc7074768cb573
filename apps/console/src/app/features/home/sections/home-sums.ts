import { Component, computed, input } from '@angular/core';
import type { Home } from '@tocsin/api-contract';

interface Figure {
  readonly figure: string;
  readonly word: string;
  readonly below: string;
}

/** The time since in six numbers. */
@Component({
  selector: 'tocsin-home-sums',
  template: `
    <ul aria-label="In numbers">
      @for (one of figures(); track one.word) {
        <li>
          <span class="figure">{{ one.figure }}</span> {{ one.word }} <span class="below">{{ one.below }}</span>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2) var(--space-8);
      padding: var(--space-3) var(--space-4);
      border-bottom: 1px solid var(--line);
    }

    li {
      color: var(--text-3);
      font: var(--type-small);
    }

    .below {
      display: block;
    }

    .figure {
      color: var(--text-1);
      font: var(--type-figure);
    }
  `,
})
export class HomeSums {
  readonly sums = input.required<Home['sums']>();
  protected readonly figures = computed(() => {
    const { alerts, incidents, events } = this.sums();
    return [
      ...(alerts === null ? [] : alertFigures(alerts)),
      ...(incidents === null ? [] : [figure(incidents.opened, 'incidents opened', `${told(incidents.closed)} closed`)]),
      ...(events === null
        ? []
        : [figure(events.unexplained, 'events unaccounted', `of ${told(events.accepted)} accepted`)]),
    ];
  });
}

function alertFigures(alerts: NonNullable<Home['sums']['alerts']>): Figure[] {
  const { raised, resolved, truePositive, open, openUrgent, secondsToAcknowledge: seconds } = alerts;
  return [
    figure(raised, 'raised', 'alerts'),
    figure(resolved, 'resolved', `${told(truePositive)} true positive`),
    figure(open, 'open', `${told(openUrgent)} high or critical`),
    { figure: seconds === null ? '–' : length(seconds), word: '', below: 'to acknowledge, median' },
  ];
}

function figure(count: number, word: string, below: string): Figure {
  return { figure: told(count), word, below };
}

function told(count: number): string {
  return count.toLocaleString('en');
}

/** `2 min 41 s`, `3 h 5 min`. */
function length(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}
