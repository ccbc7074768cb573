import type { ElementRef } from '@angular/core';
import { afterNextRender, Component, computed, inject, input, viewChild } from '@angular/core';

import { RouterLink } from '@angular/router';

import { CopyButton } from '../../../../shared/copy-button';
import { SourceStore, type FreshKey } from '../source/source-store';

/** A key that was just made, with its secret. It is not told again. */
@Component({
  selector: 'tocsin-shown-once',
  imports: [CopyButton, RouterLink],
  host: { role: 'status' },
  template: `
    <p #head tabindex="-1">
      <b>A key was made.</b>
      @if (key().insteadOf; as former) {
        It takes the place of <span class="mono">{{ former }}</span>, whose end stands below.
      }
      Copy it now, it is not shown again.
    </p>
    <dl>
      @for (part of parts(); track part.title) {
        <dt>{{ part.title }}</dt>
        <dd>
          <code class="code-block">{{ part.text }}</code>
          <tocsin-copy-button [text]="part.text" [label]="part.label" />
        </dd>
      }
    </dl>
    <div class="actions">
      <a class="button primary" [routerLink]="['/settings/sources', store.name(), 'sending']">How to send with it</a>
      <button class="button" type="button" (click)="store.freshKey.set(undefined)">I have it</button>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      flex: none;
      justify-items: start;
      gap: var(--space-2);
      margin: 0 var(--space-4) var(--space-3);
      padding: var(--space-3);
      border: 1px solid var(--accent);
      border-radius: var(--radius-2);
      font: var(--type-small);
    }

    b {
      font-weight: 600;
    }

    dl {
      display: grid;
      gap: var(--space-1);
      width: 100%;
    }

    dt {
      color: var(--text-2);
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }

    dd {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: start;
      gap: var(--space-2);
    }
  `,
})
export class ShownOnce {
  private readonly head = viewChild.required<ElementRef<HTMLElement>>('head');
  protected readonly store = inject(SourceStore);
  readonly key = input.required<FreshKey>();
  protected readonly parts = computed(() => {
    const { id, secret, authorization } = this.key();
    return [
      { title: 'Header of every request', text: `Authorization: ${authorization}`, label: 'Copy the header' },
      { title: 'Or as user and password, id:secret', text: `${id}:${secret}`, label: 'Copy the pair' },
    ];
  });

  constructor() {
    // The form that had the focus is gone.
    afterNextRender(() => this.head().nativeElement.focus());
  }
}
