import { DestroyRef, Directive, ElementRef, inject, output } from '@angular/core';

/** Tells when somebody has scrolled to the element; again each time it comes back. */
@Directive({ selector: '[tocsinWhenSeen]' })
export class WhenSeen {
  readonly seen = output({ alias: 'tocsinWhenSeen' });

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.seen.emit();
    });
    observer.observe(host);
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }
}
