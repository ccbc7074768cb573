import { Component, computed, input } from '@angular/core';
import { encode } from 'uqr';

/** Modules of white around it, without which readers do not find it. */
const BORDER = 4;

/** A QR code, made here: what it says goes to no other site. */
@Component({
  selector: 'tocsin-qr-code',
  template: `
    <svg role="img" [attr.aria-label]="label()" [attr.viewBox]="'0 0 ' + code().size + ' ' + code().size">
      <path [attr.d]="path()" />
    </svg>
  `,
  styles: `
    svg {
      display: block;
      width: 12rem;
      max-width: 100%;
      background: var(--qr-light);
      fill: var(--qr-dark);
      shape-rendering: crispEdges;
    }
  `,
})
export class QrCode {
  readonly text = input.required<string>();
  readonly label = input.required<string>();
  protected readonly code = computed(() => encode(this.text(), { border: BORDER }));
  protected readonly path = computed(() =>
    this.code()
      .data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
      .join(''),
  );
}
