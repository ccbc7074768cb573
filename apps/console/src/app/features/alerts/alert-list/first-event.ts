import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';

import { SessionStore } from '../../../core/session/session-store';
import { CopyButton } from '../../../shared/copy-button';
import { curl } from '../../settings/sources/sending/snippets/curl';
import { targetOf } from '../../settings/sources/sending/snippets/target';

/** For a system that has not raised an alert yet: how the first event gets in. */
@Component({
  selector: 'tocsin-first-event',
  imports: [CopyButton, RouterLink],
  template: `
    <ol>
      <li>
        @if (session.may('source.manage')) {
          Make a source and a key under <a routerLink="/settings/sources">Settings, Sources &amp; keys</a>.
        } @else {
          Ask somebody who may manage sources for a key.
        }
      </li>
      <li>Send an event with it:</li>
    </ol>
    <pre class="code-block" tabindex="0" aria-label="Command that sends an event">{{ command }}</pre>
    <tocsin-copy-button [text]="command" label="Copy the command" />
    <p>What a rule finds in it appears here by itself.</p>
  `,
  styles: `
    :host {
      display: grid;
      justify-items: start;
      gap: var(--space-2);
      max-width: 44rem;
    }

    ol {
      padding-left: 1.25rem;
      list-style: decimal;
    }
  `,
})
export class FirstEvent {
  protected readonly session = inject(SessionStore);
  protected readonly command = commandFor(location.origin);
}

function commandFor(address: string): string {
  const target = targetOf({ source: '', address, caFile: '', key: undefined });
  return target === undefined
    ? ''
    : curl
        .parts(target)
        .map(({ text }) => text)
        .join('\n');
}
