import { Component, computed, input } from '@angular/core';

import { keyCaps } from './keys';

/** The caps of a key, drawn; screen readers are told by `aria-keyshortcuts` on the button instead. */
@Component({
  selector: 'tocsin-keys',
  host: { 'aria-hidden': 'true' },
  template: `
    @for (cap of caps(); track $index) {
      <kbd>{{ cap }}</kbd>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      gap: var(--space-half);
    }
  `,
})
export class KeyHint {
  readonly keys = input.required<string>();
  protected readonly caps = computed(() => keyCaps(this.keys()));
}
