import { Component, computed, input } from '@angular/core';

export interface Person {
  readonly id: string;
  readonly displayName: string;
}

/** A person as a disc with initials; colour follows from the id, the name is its text. Without a person: unassigned. */
@Component({
  selector: 'tocsin-avatar',
  template: `
    @if (person(); as someone) {
      <span
        class="avatar"
        role="img"
        [attr.data-person]="colour()"
        [attr.aria-label]="someone.displayName"
        [title]="someone.displayName"
        >{{ initials() }}</span
      >
    } @else {
      <span class="avatar none" role="img" aria-label="Unassigned" title="Unassigned"></span>
    }
  `,
})
export class Avatar {
  readonly person = input.required<Person | null>();
  protected readonly initials = computed(() => initialsOf(this.person()?.displayName ?? ''));
  protected readonly colour = computed(() => colourOf(this.person()?.id ?? ''));
}

/** Two letters: of the first and last word, or the first two of a single one. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => word !== '');
  const [first = '?'] = words;
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letters = last === undefined ? [...first].slice(0, 2) : [[...first][0], [...last][0]];
  return letters.join('').toUpperCase();
}

const COLOURS = 4;

/** Which of the colours of people this one has. */
export function colourOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_536;
  return (sum % COLOURS) + 1;
}
