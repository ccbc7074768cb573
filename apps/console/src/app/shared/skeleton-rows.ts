import { Component, input } from '@angular/core';

/** Grey bars in rows of the true height, while a list loads; shown only when it takes a moment. */
@Component({
  selector: 'tocsin-skeleton-rows',
  host: { class: 'after-a-moment', 'aria-hidden': 'true' },
  template: `
    @for (width of widths.slice(0, rows()); track $index) {
      <div><span class="skeleton" [style.width.%]="width"></span></div>
    }
  `,
  styles: `
    :host {
      display: block;
    }

    div {
      display: grid;
      align-items: center;
      height: var(--row);
      padding: 0 var(--space-4);
      border-bottom: 1px solid var(--line);
    }
  `,
})
export class SkeletonRows {
  readonly rows = input(8);
  protected readonly widths = [70, 52, 61, 44, 66, 38, 58, 49];
}
