import { afterRenderEffect, ElementRef, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';

/** Goes to the part the address names, `#history`, as soon as there is something: what is loaded late is missed by the browser. */
export function goToAnchor(shown: () => string | undefined): void {
  const fragment = toSignal(inject(ActivatedRoute).fragment);
  const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  afterRenderEffect(() => {
    const name = fragment();
    if (!name || shown() === undefined) return;
    const part = [...host.querySelectorAll<HTMLElement>('section[id]')].find(({ id }) => id === name);
    part?.focus({ preventScroll: true });
    part?.scrollIntoView({ block: 'start' });
  });
}
