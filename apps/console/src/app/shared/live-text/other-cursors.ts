import { Component, computed, input } from '@angular/core';

import { colourOf } from '../../core/people/avatar';
import type { OtherCursor } from './live-text-session';

/** Laying out a longer text again with each letter would be felt. */
const LONGEST = 100_000;

/** Where others are in a text: laid over its box, with the same words unseen, so that each cursor falls where it belongs. */
@Component({
  selector: 'tocsin-other-cursors',
  host: { 'aria-hidden': 'true' },
  template: `
    <div [style.margin-top.px]="-scrolled()">
      @for (piece of pieces(); track $index) {
        <span [textContent]="piece.words"></span>
        @if (piece.cursor; as cursor) {
          <span class="cursor" [attr.data-person]="piece.colour" [attr.data-name]="cursor.displayName"></span>
        }
      }
    </div>
  `,
  styleUrl: './other-cursors.scss',
})
export class OtherCursors {
  readonly text = input.required<string>();
  readonly cursors = input.required<readonly OtherCursor[]>();
  /** How far the box is scrolled, in pixels. */
  readonly scrolled = input.required<number>();
  protected readonly pieces = computed(() => {
    const text = this.text();
    if (text.length > LONGEST) return [];
    let from = 0;
    const pieces = this.cursors().map((cursor) => {
      const words = text.slice(from, cursor.place);
      from = cursor.place;
      return { words, cursor, colour: colourOf(cursor.id) };
    });
    return [...pieces, { words: text.slice(from), cursor: undefined, colour: 0 }];
  });
}
