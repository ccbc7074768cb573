import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Avatar } from '../people/avatar';
import { SessionStore } from '../session/session-store';
import { duration } from '../time/format-time';
import { ServerClock } from '../time/server-clock';
import { placeWords } from './place-words';
import { ShiftStore } from './shift-store';

/** They say where they are every minute; two missed words are no accident. */
const AWAY_AFTER_SECONDS = 150;

/** Who is on shift and where, at the bottom of the navigation. */
@Component({
  selector: 'tocsin-on-shift',
  imports: [Avatar, RouterLink],
  template: `
    @if (rows().length > 0) {
      <section aria-label="On shift">
        <h2>On shift</h2>
        <ul>
          @for (one of rows(); track one.id) {
            <li>
              <tocsin-avatar [person]="one" [class.away]="one.isAway" />
              <span class="who">
                <span class="name">{{ one.displayName }}</span>
                @if (one.path; as path) {
                  <a class="bare" [routerLink]="path" [attr.aria-label]="one.displayName + ' is at ' + one.words">{{
                    one.words
                  }}</a>
                } @else {
                  <small>{{ one.words }}</small>
                }
              </span>
            </li>
          }
        </ul>
      </section>
    }
  `,
  styleUrl: './on-shift.scss',
})
export class OnShiftList {
  private readonly shift = inject(ShiftStore);
  private readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  protected readonly rows = computed(() => (this.shift.people() ?? []).map((person) => this.view(person)));

  private view({ id, displayName, place, seenAt }: NonNullable<ReturnType<ShiftStore['people']>>[number]) {
    const silent = Math.round((this.clock.now().getTime() - Date.parse(seenAt)) / 1_000);
    if (id === this.session.account()?.id) return { id, displayName, isAway: false, words: 'you', path: undefined };
    if (silent < AWAY_AFTER_SECONDS) return { id, displayName, isAway: false, ...placeWords(place) };
    return { id, displayName, isAway: true, words: `away ${duration(silent)}`, path: undefined };
  }
}
