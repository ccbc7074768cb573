import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import type { AlertSummary, People } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { Avatar } from '../../../core/people/avatar';
import { Failed } from '../../../shared/failed';
import type { Assignment } from './assignment';
import type { Subject } from './subject';

/** Asks who is to have an alert. Enter takes the first that fits what was typed. */
@Component({
  selector: 'tocsin-assign-dialog',
  imports: [Avatar, Failed],
  host: { class: 'dialog' },
  template: `
    <div class="pane-head">
      <h2>Assign {{ alert.number }}</h2>
    </div>
    <form class="body" (submit)="$event.preventDefault(); takeFirst()">
      <label class="field">
        <span>Find a person</span>
        <span class="input"
          ><input class="first" type="text" autocomplete="off" (input)="typed.set($any($event.target).value)"
        /></span>
      </label>
      @if (problem(); as failure) {
        <tocsin-failed what="The people could not be loaded" [problem]="failure" (retry)="resource.reload()" />
      } @else if (resource.isLoading()) {
        <p role="status" class="muted">Loading people</p>
      }
      <div class="list" role="group" aria-label="People">
        @for (person of shown(); track person?.id) {
          <button class="menu-item" type="button" (click)="dialog.close({ to: person })">
            <tocsin-avatar [person]="person" />
            {{ person?.displayName ?? 'Nobody' }}
            @if (person?.id === alert.assignee?.id) {
              <span class="muted">has it now</span>
            }
          </button>
        } @empty {
          <p class="muted">Nobody is called that.</p>
        }
      </div>
    </form>
  `,
  styleUrl: './triage-dialog.scss',
})
export class AssignDialog {
  protected readonly alert = inject<Subject>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<Assignment>>(DialogRef);
  protected readonly typed = signal('');
  protected readonly resource = httpResource<People>(() => '/api/people');
  protected readonly problem = computed(() => {
    const error = this.resource.error();
    return error === undefined ? undefined : toProblem(error);
  });
  protected readonly shown = computed<readonly AlertSummary['assignee'][]>(() => {
    const people = this.resource.hasValue() ? this.resource.value().people : [];
    const words = this.typed().trim().toLowerCase();
    const fits = people.filter((person) => `${person.displayName} ${person.username}`.toLowerCase().includes(words));
    return words === '' ? [...fits, null] : fits;
  });

  protected takeFirst(): void {
    const [first] = this.shown();
    if (first !== undefined) this.dialog.close({ to: first });
  }
}
