import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Risk } from '@tocsin/api-contract';

import { OutsideText } from '../../../shared/text/outside-text';

/** A risk with its parts, what would lower it, and how it is counted. */
@Component({
  selector: 'tocsin-risk-parts',
  imports: [OutsideText, RouterLink],
  template: `
    <div class="pane-head">
      <h3>Risk {{ risk().score }}</h3>
      <span class="count">of 100; each part says why</span>
    </div>
    @if (risk().parts.length > 0) {
      <ul aria-label="Parts of the risk">
        @for (part of risk().parts; track $index) {
          <li>
            <b>+{{ part.points }}</b>
            <span>
              @if (part.alert; as alert) {
                <a [routerLink]="['/alerts', alert]"><tocsin-text [value]="part.what" /></a>
              } @else {
                <tocsin-text [value]="part.what" />
              }
              @if (part.list; as list) {
                <span class="secondary">({{ list }})</span>
              }
            </span>
          </li>
        }
      </ul>
      <h4>What would lower it</h4>
      <ul aria-label="What would lower it">
        @for (one of risk().lowers; track $index) {
          <li>
            <b>−{{ one.points }}</b>
            <tocsin-text [value]="one.what" />
          </li>
        }
      </ul>
    } @else {
      <p class="note">Nothing speaks for a risk: no open alert, no threat feed, no watchlist.</p>
    }
    <p class="note">{{ risk().formula }}</p>
  `,
  styles: `
    li {
      display: grid;
      grid-template-columns: 3.5rem minmax(0, 1fr);
      gap: var(--space-2);
      padding: var(--space-1) var(--space-4);
      font: var(--type-small);
    }

    b {
      font-weight: 600;
      text-align: end;
    }

    h4,
    .note {
      padding: var(--space-1) var(--space-4);
    }

    h4 {
      color: var(--text-2);
      font: var(--type-micro);
    }
  `,
})
export class RiskParts {
  readonly risk = input.required<Risk>();
}
