import { Component, computed, inject } from '@angular/core';

import { Preferences } from '../../../core/preferences/preferences';
import { ShiftStore } from '../../../core/shift/shift-store';
import { listTime } from '../../../core/time/format-time';
import { ServerClock } from '../../../core/time/server-clock';
import { Failed } from '../../../shared/failed';
import { LiveText } from '../../../shared/live-text/live-text';
import { SkeletonRows } from '../../../shared/skeleton-rows';

/** What one shift tells the next: the note that was handed over, and the one that will be. */
@Component({
  selector: 'tocsin-home-handover',
  imports: [Failed, LiveText, SkeletonRows],
  template: `
    @for (note of notes(); track note.id) {
      <tocsin-live-text [textId]="note.id" [label]="note.label" />
    } @empty {
      @if (store.problem(); as problem) {
        <tocsin-failed what="The hand-over could not be loaded" [problem]="problem" (retry)="store.reload()" />
      } @else {
        <p class="visually-hidden" role="status">Loading the hand-over</p>
        <tocsin-skeleton-rows [rows]="3" />
      }
    }
  `,
})
export class HomeHandover {
  protected readonly store = inject(ShiftStore);
  private readonly zone = inject(Preferences).zone;
  private readonly clock = inject(ServerClock);
  protected readonly notes = computed(() => {
    const shift = this.store.shift();
    if (shift === undefined) return [];
    const { current, previous } = shift;
    return [
      { id: previous.noteId, label: `Handed over at ${this.hour(previous.to)}` },
      { id: current.noteId, label: `For the next shift, at ${this.hour(current.to)}` },
    ];
  });

  private hour(at: string): string {
    this.clock.day();
    return listTime(new Date(at), this.zone(), new Date(at)).slice(0, 5);
  }
}
