import { Component } from '@angular/core';

/** The bell and the name. */
@Component({
  selector: 'tocsin-wordmark',
  template: `
    <svg viewBox="0 0 18 18" aria-hidden="true" fill="currentColor">
      <path
        d="M9 1.5c.7 0 1.2.5 1.2 1.1 2.7.6 4 2.7 4.2 6.4l.2 3 1.4 1.6v.9H2v-.9L3.4 12l.2-3c.2-3.7 1.5-5.8 4.2-6.4 0-.6.5-1.1 1.2-1.1z"
      />
      <circle cx="9" cy="16" r="1.5" />
    </svg>
    <span>Tocsin</span>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      color: var(--text-1);
      font: var(--type-title);
      letter-spacing: -0.01em;
    }

    svg {
      width: 1.2em;
      height: 1.2em;
      flex: none;
      color: var(--accent);
    }

    :host-context(.narrow) span {
      display: none;
    }
  `,
})
export class Wordmark {}
