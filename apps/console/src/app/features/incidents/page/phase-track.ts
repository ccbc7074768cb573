import { Component, computed, input, output } from '@angular/core';
import type { Incident, Phase } from '@tocsin/api-contract';

import { Moment } from '../../../core/time/moment';
import { PHASE_WORDS } from '../incident-words';

const PHASES = Object.keys(PHASE_WORDS) as Phase[];

/** The phases in their order; going to any of them is a click, back too. */
@Component({
  selector: 'tocsin-phase-track',
  imports: [Moment],
  template: `
    <ol aria-label="Phases">
      @for (step of steps(); track step.phase) {
        <li [class.past]="step.isPast" [attr.aria-current]="step.isCurrent ? 'step' : null">
          @if (mayHandle() && !step.isCurrent) {
            <button class="link" type="button" (click)="chosen.emit(step.phase)">{{ words[step.phase] }}</button>
          } @else {
            <b>{{ words[step.phase] }}</b>
          }
          @if (step.since; as since) {
            <span>since <tocsin-moment [at]="since" /></span>
          }
        </li>
      }
    </ol>
  `,
  styleUrl: './phase-track.scss',
})
export class PhaseTrack {
  readonly incident = input.required<Incident>();
  readonly mayHandle = input.required<boolean>();
  readonly chosen = output<Phase>();
  protected readonly words = PHASE_WORDS;
  protected readonly steps = computed(() => {
    const { phase, phaseSince } = this.incident();
    const at = PHASES.indexOf(phase);
    return PHASES.map((step, index) => ({
      phase: step,
      isPast: index < at,
      isCurrent: index === at,
      since: index === at ? phaseSince : undefined,
    }));
  });
}

/** The phase after this one; `undefined` at the end. */
export function nextPhase(phase: Phase): Phase | undefined {
  return PHASES[PHASES.indexOf(phase) + 1];
}
