import { Component, computed, input, linkedSignal } from '@angular/core';

import { visibleText } from './visible-text';

/** Shown of a long value at first, and by how much each wish for more extends it. */
const FOLDED_AT = 400;
const MORE = 10;
/** More than anybody reads on a screen; a browser would choke on a megabyte in one paragraph. */
const SHOWN_AT_MOST = 100_000;

/** Text that came from outside: shown as the text it is, its unseen characters as signs, long values folded. */
@Component({
  selector: 'tocsin-text',
  template: `
    <bdi>
      @for (part of parts(); track $index) {
        <span [class.sign]="part.isSign" [textContent]="part.text"></span>
      }
    </bdi>
    @if (hidden() > 0) {
      <span class="folded">
        {{ value().length.toLocaleString('en') }} characters, first {{ shown().toLocaleString('en') }} shown
        @if (canGrow()) {
          <button class="link" type="button" (click)="more()">Show more</button>
        }
      </span>
    }
  `,
  styles: `
    .sign {
      margin: 0 1px;
      border-radius: 1px;
      background: var(--surface-3);
      color: var(--warning);
    }

    .folded {
      display: block;
      color: var(--text-3);
      font: var(--type-small);
    }

    button {
      min-height: 1.5rem;
    }
  `,
})
export class OutsideText {
  readonly value = input.required<string>();
  protected readonly shown = linkedSignal({ source: this.value, computation: () => FOLDED_AT });
  protected readonly hidden = computed(() => Math.max(0, this.value().length - this.shown()));
  protected readonly canGrow = computed(() => this.shown() < SHOWN_AT_MOST);
  protected readonly parts = computed(() => visibleText(this.value().slice(0, this.shown())));

  protected more(): void {
    this.shown.update((shown) => Math.min(SHOWN_AT_MOST, shown * MORE));
  }
}
