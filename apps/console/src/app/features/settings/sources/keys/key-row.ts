import { Component, computed, inject, input, model } from '@angular/core';
import type { Key } from '@tocsin/api-contract';

import { Moment } from '../../../../core/time/moment';
import { ServerClock } from '../../../../core/time/server-clock';
import { OutsideText } from '../../../../shared/text/outside-text';

/** What is about to be done with which key. */
export interface OpenVerb {
  readonly id: string;
  readonly verb: 'rotate' | 'revoke';
}

/** One key in the table. */
@Component({
  selector: 'tr[tocsin-key-row]',
  imports: [Moment, OutsideText],
  host: { '[class.muted]': "state() !== 'works'" },
  template: `
    <td class="mono nowrap">{{ key().id }}</td>
    <td class="wrap"><tocsin-text [value]="key().description" /></td>
    <td>
      @if (key().lastUsedAt; as at) {
        <tocsin-moment [at]="at" />
      } @else {
        never
      }
    </td>
    <td>
      @if (key().expiresAt; as end) {
        <tocsin-moment [at]="end" />
      } @else {
        never
      }
    </td>
    <td>{{ state() }}</td>
    <td class="nowrap">
      @if (mayManage() && state() === 'works') {
        @for (verb of verbs; track verb.name) {
          <button
            class="link"
            type="button"
            [attr.aria-label]="verb.label + ' ' + key().id"
            [attr.aria-expanded]="isOpen(verb.name)"
            (click)="open.set(isOpen(verb.name) ? undefined : { id: key().id, verb: verb.name })"
          >
            {{ verb.label }}…
          </button>
        }
      }
    </td>
  `,
  styles: `
    .link {
      min-height: 1.5rem;
    }

    .link + .link {
      margin-left: var(--space-3);
    }
  `,
})
export class KeyRow {
  private readonly clock = inject(ServerClock);
  readonly key = input.required<Key>();
  readonly mayManage = input.required<boolean>();
  readonly open = model.required<OpenVerb | undefined>();
  protected readonly verbs = [
    { name: 'rotate', label: 'Rotate' },
    { name: 'revoke', label: 'Revoke' },
  ] as const;
  protected readonly state = computed(() => {
    const { revokedAt, expiresAt } = this.key();
    if (revokedAt !== null) return 'revoked';
    return expiresAt !== null && Date.parse(expiresAt) <= this.clock.now().getTime() ? 'ended' : 'works';
  });

  protected isOpen(verb: OpenVerb['verb']): boolean {
    const open = this.open();
    return open?.id === this.key().id && open.verb === verb;
  }
}
