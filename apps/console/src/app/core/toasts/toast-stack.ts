import { Component, inject } from '@angular/core';

import { ToastCard } from './toast-card';
import { Toasts } from './toasts';

/** The place for toasts, bottom left of the main region; it takes no room. */
@Component({
  selector: 'tocsin-toast-stack',
  imports: [ToastCard],
  template: `
    @for (toast of toasts.toasts(); track toast.id) {
      <tocsin-toast-card [toast]="toast" (dismissed)="toasts.dismiss(toast.id)" />
    }
  `,
  styles: `
    :host {
      position: fixed;
      z-index: 20;
      bottom: calc(var(--status-line) + var(--space-3));
      left: calc(var(--nav) + var(--space-4));
      display: grid;
      gap: var(--space-2);
    }
  `,
})
export class ToastStack {
  protected readonly toasts = inject(Toasts);
}
