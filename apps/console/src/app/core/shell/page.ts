import { Component, ElementRef, inject, input } from '@angular/core';

import { TopBar } from './top-bar';

/** Top bar and main region of one screen. Content with `bar` goes beside the title, everything else into the region. */
@Component({
  selector: 'tocsin-page',
  imports: [TopBar],
  template: `
    <tocsin-top-bar data-region>
      <ng-content select="[crumbs]" />
      <h1>{{ heading() }}</h1>
      <ng-content select="[bar]" />
    </tocsin-top-bar>
    <main id="main" tabindex="-1" [attr.data-region]="splitsRegions() ? null : ''" [attr.aria-label]="heading()">
      <ng-content />
    </main>
  `,
  styleUrl: './page.scss',
})
export class Page {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly heading = input.required<string>();
  /** True when the content names its own regions for F6. */
  readonly splitsRegions = input(false);

  focus(): void {
    this.element.nativeElement.querySelector('main')?.focus();
  }
}
