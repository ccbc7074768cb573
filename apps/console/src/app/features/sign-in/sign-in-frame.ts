import { Component } from '@angular/core';

import { Wordmark } from '../../core/shell/wordmark';

/** The one column that pages before the sign-in stand in. */
@Component({
  selector: 'tocsin-sign-in-frame',
  imports: [Wordmark],
  template: `
    <main>
      <tocsin-wordmark />
      <ng-content />
    </main>
  `,
  styles: `
    :host {
      display: grid;
      place-items: center;
      height: 100dvh;
      overflow: auto;
    }

    main {
      display: grid;
      gap: var(--space-3);
      width: min(21.75rem, 100vw - 2 * var(--space-4));
      padding: var(--space-8) 0 20vh;
    }

    tocsin-wordmark {
      margin-bottom: var(--space-2);
      font: var(--type-figure);
      font-weight: 600;
    }
  `,
})
export class SignInFrame {}
