import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { SessionStore } from '../../core/session/session-store';
import { ENTITY_KINDS_SHOWN, ENTITY_WORDS } from './entity-words';

/** The kinds of entities, and key staff. */
@Component({
  selector: 'tocsin-entity-tabs',
  imports: [RouterLink],
  template: `
    <nav class="tabs" aria-label="Which entities">
      @for (one of kinds; track one) {
        <a
          class="bare"
          [routerLink]="['/entities', one]"
          [queryParams]="{ sort: sort() ?? null }"
          [attr.aria-current]="one === current() ? 'page' : null"
          >{{ words[one].many }}</a
        >
      }
      @if (mayReadLists) {
        <a class="bare" routerLink="/entities/staff" [attr.aria-current]="current() === 'staff' ? 'page' : null"
          >Key staff</a
        >
      }
    </nav>
  `,
})
export class EntityTabs {
  protected readonly kinds = ENTITY_KINDS_SHOWN;
  protected readonly words = ENTITY_WORDS;
  protected readonly mayReadLists = inject(SessionStore).may('watchlist.read');
  readonly current = input.required<string>();
  /** An order that is kept from kind to kind. */
  readonly sort = input<string>();
}
