import { Component, effect, input, output, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import type { Toast } from './toasts';

const SHOWN_MS = 8000;

/** One toast; it stays while the pointer or the focus is on it. */
@Component({
  selector: 'tocsin-toast-card',
  imports: [MatIcon],
  host: {
    class: 'toast',
    '(pointerenter)': 'held.set(true)',
    '(pointerleave)': 'held.set(false)',
    '(focusin)': 'held.set(true)',
    '(focusout)': 'held.set(false)',
  },
  template: `
    @if (toast().kind === 'failed') {
      <mat-icon svgIcon="warning" />
    }
    <span class="wrap">{{ toast().text }}</span>
    @if (toast().action; as action) {
      <button class="button" type="button" (click)="action.run(); dismissed.emit()">{{ action.label }}</button>
    }
    <button class="button icon-only" type="button" aria-label="Dismiss" (click)="dismissed.emit()">
      <mat-icon svgIcon="close" class="small" />
    </button>
  `,
  styleUrl: './toast-card.scss',
})
export class ToastCard {
  readonly toast = input.required<Toast>();
  readonly dismissed = output();
  protected readonly held = signal(false);

  constructor() {
    effect((onCleanup) => {
      if (this.held()) return;
      const timer = setTimeout(() => this.dismissed.emit(), SHOWN_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }
}
