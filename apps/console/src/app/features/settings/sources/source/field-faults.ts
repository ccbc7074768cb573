import { Component, input } from '@angular/core';

/** What is wrong with the field above. */
@Component({
  selector: 'tocsin-field-faults',
  template: `
    @for (fault of faults(); track fault) {
      <span class="wrong wrap">{{ fault }}</span>
    }
  `,
  styles: `
    :host {
      display: grid;
    }

    .wrong {
      color: var(--error);
    }
  `,
})
export class FieldFaults {
  readonly faults = input.required<readonly string[]>();
}
