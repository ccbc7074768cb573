import { LiveAnnouncer } from '@angular/cdk/a11y';
import { inject, Service, signal } from '@angular/core';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'failed';
  readonly action?: { readonly label: string; run(): void };
}

const SHOWN_AT_MOST = 2;

/** Short words about what was done or could not be. Never the only record of anything. */
@Service()
export class Toasts {
  private readonly announcer = inject(LiveAnnouncer);
  private readonly shown = signal<readonly Toast[]>([]);
  private count = 0;

  readonly toasts = this.shown.asReadonly();

  done(text: string, action?: Toast['action']): void {
    this.add({ text, kind: 'done', ...(action ? { action } : {}) }, 'polite');
  }

  failed(text: string, action?: Toast['action']): void {
    this.add({ text, kind: 'failed', ...(action ? { action } : {}) }, 'assertive');
  }

  dismiss(id: number): void {
    this.shown.update((toasts) => toasts.filter((toast) => toast.id !== id));
  }

  private add(toast: Omit<Toast, 'id'>, politeness: 'polite' | 'assertive'): void {
    this.shown.update((toasts) => [...toasts, { ...toast, id: ++this.count }].slice(-SHOWN_AT_MOST));
    void this.announcer.announce(toast.text, politeness);
  }
}
