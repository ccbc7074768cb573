import { Component, computed, inject, input, signal, untracked } from '@angular/core';

import { Preferences } from '../preferences/preferences';
import { fullTime, listTime } from './format-time';
import { ServerClock } from './server-clock';

/** One moment as lists show it; the pointer over it gives everything else about it. */
@Component({
  selector: 'tocsin-moment',
  template: `<time [attr.datetime]="at()" [title]="details()" (pointerenter)="describe()">{{ shown() }}</time>`,
})
export class Moment {
  private readonly clock = inject(ServerClock);
  private readonly preferences = inject(Preferences);
  readonly at = input.required<string>();
  private readonly date = computed(() => new Date(this.at()));
  protected readonly shown = computed(() => {
    this.clock.day();
    return listTime(this.date(), this.preferences.zone(), untracked(this.clock.now));
  });
  protected readonly details = signal('');

  protected describe(): void {
    this.details.set(fullTime(this.date(), this.preferences.zone(), this.clock.now()));
  }
}
