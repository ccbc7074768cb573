import { DOCUMENT, inject, Service } from '@angular/core';

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), [tabindex="0"]';

/** The parts of the screen that F6 goes through: every element with `data-region`, in the order of the document. */
@Service()
export class Regions {
  private readonly document = inject(DOCUMENT);

  focusNext(step: 1 | -1): void {
    const regions = [...this.document.querySelectorAll<HTMLElement>('[data-region]')].filter(isShown);
    const active = this.document.activeElement;
    const current = regions.findIndex((region) => region.contains(active));
    const next = regions[(current + step + regions.length) % regions.length];
    if (next) enter(next);
  }
}

function isShown(element: HTMLElement): boolean {
  return element.checkVisibility();
}

/** A region that wants the focus at one place says so with `data-region-focus`; one without anything to focus takes it itself. */
function enter(region: HTMLElement): void {
  const target =
    region.querySelector<HTMLElement>('[data-region-focus]') ?? region.querySelector<HTMLElement>(FOCUSABLE);
  if (target) target.focus();
  else {
    region.tabIndex = -1;
    region.focus();
  }
}
