import { Component, computed, inject, input } from '@angular/core';

import { Avatar } from '../../../core/people/avatar';
import { AlertPresence } from './alert-presence';

const NAMED = 3;

/** Who else has the alert before them: avatars with names; in a row the names are for the ears only. */
@Component({
  selector: 'tocsin-people-here',
  imports: [Avatar],
  template: `
    @if (others().length > 0) {
      @for (person of others().slice(0, most); track person.id) {
        <tocsin-avatar [person]="person" aria-hidden="true" [title]="person.displayName + ' is here'" />
      }
      <span [class.visually-hidden]="isShort()">{{ words() }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      gap: var(--space-1);
      align-items: center;
      color: var(--text-2);
      font: var(--type-small);
    }
  `,
})
export class PeopleHere {
  private readonly presence = inject(AlertPresence);
  readonly number = input.required<string>();
  readonly isShort = input(false);
  protected readonly most = NAMED;
  protected readonly others = computed(() => this.presence.others(this.number()));
  protected readonly words = computed(() => {
    const names = this.others().map(({ displayName }) => displayName);
    const more = names.length > NAMED ? [`${names.length - NAMED} more`] : [];
    return `${[...names.slice(0, NAMED), ...more].join(', ')} ${names.length === 1 ? 'is' : 'are'} here`;
  });
}
