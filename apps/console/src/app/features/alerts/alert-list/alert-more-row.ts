import { Component, input } from '@angular/core';

import type { MoreItem } from './list-item';

/** Stands for the alerts of a group that are not loaded. */
@Component({
  selector: 'tocsin-alert-more-row',
  host: { role: 'row', 'aria-level': '2' },
  template: `
    <span role="gridcell">
      @if (item().problem; as problem) {
        <span class="attention">The alerts could not be loaded. {{ problem.detail }}</span> Press Enter to try again.
      } @else {
        {{ item().left.toLocaleString('en') }} more
      }
    </span>
  `,
  styleUrl: './alert-row.scss',
  styles: `
    :host {
      display: flex;
      color: var(--text-2);
    }
  `,
})
export class AlertMoreRow {
  readonly item = input.required<MoreItem>();
}
