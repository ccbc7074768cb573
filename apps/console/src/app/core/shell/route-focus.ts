import { afterNextRender, DOCUMENT, effect, inject, Injector, Service, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter, map } from 'rxjs';

/** Puts the focus into the main region when the screen changes, so that the keyboard starts where the eyes do. */
@Service({ autoProvided: false })
export class RouteFocus {
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private readonly router = inject(Router);
  private readonly path = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => pathOf(event.urlAfterRedirects)),
    ),
    { initialValue: undefined },
  );
  private readonly seen = signal<string | undefined>(undefined);

  constructor() {
    effect(() => {
      const path = this.path();
      const before = this.seen();
      if (path === undefined || path === before) return;
      this.seen.set(path);
      if (before !== undefined) afterNextRender(() => this.focusUnlessTaken(), { injector: this.injector });
    });
  }

  focusMain(event: Event): void {
    event.preventDefault();
    this.main?.focus();
  }

  /** A screen may have put the focus where its work begins; that is better than the region as a whole. */
  private focusUnlessTaken(): void {
    if (!this.main?.contains(this.document.activeElement)) this.main?.focus();
  }

  private get main(): HTMLElement | null {
    return this.document.getElementById('main');
  }
}

/** Views of one list are one screen: switching between them leaves the focus where it is. */
function pathOf(url: string): string {
  return (url.split(/[?#]/)[0] ?? '').replace(/^\/alerts\/views\/.*/, '/alerts/views');
}
