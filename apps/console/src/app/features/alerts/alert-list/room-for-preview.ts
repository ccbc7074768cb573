import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';

/** 1100 px, more for readers with larger text. Below it a list and a preview beside it are both too narrow; alerts open as pages then. */
const NEEDED = '(width >= 68.75rem)';

/** Whether the window has room for a preview beside the list. */
@Service()
export class RoomForPreview {
  private readonly query = inject(DOCUMENT).defaultView?.matchMedia(NEEDED);
  private readonly enough = signal(this.query?.matches ?? true);
  readonly isEnough = this.enough.asReadonly();

  constructor() {
    const listen = (event: MediaQueryListEvent) => this.enough.set(event.matches);
    this.query?.addEventListener('change', listen);
    inject(DestroyRef).onDestroy(() => this.query?.removeEventListener('change', listen));
  }
}
